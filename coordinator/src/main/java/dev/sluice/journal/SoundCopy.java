package dev.sluice.journal;

import dev.sluice.codec.CodecException;
import dev.sluice.codec.HeadCodec;
import dev.sluice.codec.NewerVersionException;
import dev.sluice.codec.PlanCodec;
import dev.sluice.codec.RecordHead;
import dev.sluice.endpoint.EndpointPublicKey;
import dev.sluice.engine.JournalDamagedException;
import dev.sluice.engine.JournalException;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.step.RecordCopy;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A copy of a record that was read from its plan to its last line and is valid.
 *
 * @param where it was found, for messages
 */
record SoundCopy(String where, RecordCopy copy, RolloutPlan plan, Replay replay) {
    private static final PlanCodec PLANS = new PlanCodec();
    private static final HeadCodec HEADS = new HeadCodec();

    /**
     * Reads the record of this machine, as far as it is complete: another process may be writing it.
     *
     * @param file the journal's, for messages
     * @throws JournalDamagedException when it is damaged
     * @throws JournalException when a newer Sluice wrote it
     */
    static SoundCopy ofThisMachine(String file, RolloutId id, String plan, String journal) throws JournalException {
        var where = "this machine";
        var read = plan(name(id, where), id, plan);
        var replay = JournalReader.read(file, journal.getBytes(StandardCharsets.ISO_8859_1), PlanCodec.digest(plan));
        var whole = new RecordCopy(id.value(), plan, journal.substring(0, replay.length()), "");
        return new SoundCopy(where, whole, read, replay);
    }

    /**
     * Reads a host's copy, as far as a trusted key signed it; the rest is cut off. Only the head is read before its signature is verified.
     *
     * @param trust the keys whose signatures are trusted, and for which project
     * @throws JournalDamagedException when it is not signed by a trusted key, or differs from what was signed
     * @throws JournalException when a newer Sluice wrote it
     */
    static SoundCopy ofHost(String where, FleetName fleet, RolloutId id, RecordCopy copy, Trust trust)
            throws JournalException {
        var name = name(id, where);
        var head = head(name, copy, trust);
        if (!head.project().equals(trust.project()) || !head.rollout().equals(id)) {
            throw new JournalDamagedException(name + " is signed for another project or rollout");
        }
        if (!head.plan().equals(PlanCodec.digest(copy.plan()))) {
            throw new JournalDamagedException(name + " has a plan that differs from the signed one");
        }
        var plan = plan(name, id, copy.plan());
        // A project may have been renamed; a plan without its id, of an earlier version, is known by its names only.
        var known = plan.project().isPresent()
                ? plan.project().get().equals(trust.project())
                : plan.fleet().equals(fleet.toString());
        if (!known || !head.fleet().equals(plan.fleet())) {
            throw new JournalDamagedException(name + " belongs to another project or fleet: " + plan.fleet());
        }
        var journal = lines(copy.journal(), head.records());
        var replay = JournalReader.read(name, journal.getBytes(StandardCharsets.ISO_8859_1), head.plan());
        if (replay.torn() > 0) {
            throw new JournalDamagedException(
                    name + " is incomplete after record " + (replay.events().size() - 1));
        }
        if (replay.events().size() != head.records() || !replay.head().equals(head.head())) {
            throw new JournalDamagedException(name + " differs from what was signed");
        }
        return new SoundCopy(where, new RecordCopy(id.value(), copy.plan(), journal, copy.head()), plan, replay);
    }

    private static RecordHead head(String name, RecordCopy copy, Trust trust) throws JournalException {
        try {
            return HEADS.decode(copy.head(), trust.keys());
        } catch (NewerVersionException e) {
            throw new JournalException(name + ": " + e.getMessage(), e);
        } catch (CodecException e) {
            throw new JournalDamagedException(name + ": " + e.getMessage(), e);
        }
    }

    private static String name(RolloutId id, String where) {
        return "the record of " + id + " on " + where;
    }

    private static RolloutPlan plan(String name, RolloutId id, String text) throws JournalException {
        try {
            var plan = PLANS.decode(text);
            if (!plan.id().equals(id)) {
                throw new JournalDamagedException(name + " belongs to " + plan.id() + " of " + plan.fleet());
            }
            return plan;
        } catch (NewerVersionException e) {
            throw new JournalException(name + ": " + e.getMessage(), e);
        } catch (CodecException e) {
            throw new JournalDamagedException(name + ": " + e.getMessage(), e);
        }
    }

    /** The first lines of a text, or all of them if it has fewer. */
    private static String lines(String text, int count) {
        int end = 0;
        for (int line = 0; line < count; line++) {
            int next = text.indexOf('\n', end);
            if (next < 0) {
                return text;
            }
            end = next + 1;
        }
        return text.substring(0, end);
    }

    /**
     * The trusted keys.
     *
     * @param project the id in the inventory; empty if it has none
     */
    record Trust(String project, List<EndpointPublicKey> keys) {}

    int records() {
        return replay.events().size();
    }

    /** Returns whether this is the same history, possibly with more records. */
    boolean continues(SoundCopy other) {
        return copy.plan().equals(other.copy.plan()) && copy.journal().startsWith(other.copy.journal());
    }
}
