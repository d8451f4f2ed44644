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
 * A copy of a record that was read from its plan to its last line and is right.
 *
 * @param where it was found, for messages
 */
record SoundCopy(String where, RecordCopy copy, RolloutPlan plan, Replay replay) {
    private static final PlanCodec PLANS = new PlanCodec();
    private static final HeadCodec HEADS = new HeadCodec();

    /**
     * Reads what this machine wrote, as far as it is whole: somebody may be writing it.
     *
     * @param file the journal's, for messages
     * @throws JournalDamagedException when anything is wrong with it
     * @throws JournalException when a newer Sluice wrote it
     */
    static SoundCopy ofThisMachine(String file, FleetName fleet, RolloutId id, String plan, String journal)
            throws JournalException {
        var where = "this machine";
        var read = plan(name(id, where), fleet, id, plan);
        var replay = JournalReader.read(file, journal.getBytes(StandardCharsets.ISO_8859_1), PlanCodec.digest(plan));
        var whole = new RecordCopy(id.value(), plan, journal.substring(0, replay.length()), "");
        return new SoundCopy(where, whole, read, replay);
    }

    /**
     * Reads what a host has, as far as a trusted key vouches for it; what is behind that is cut off. Nothing but the head is read before its
     * signature was checked.
     *
     * @param trust whose signatures count, and for which project
     * @throws JournalDamagedException when nobody vouches for it, or it is not what was signed
     * @throws JournalException when a newer Sluice wrote it
     */
    static SoundCopy ofHost(String where, FleetName fleet, RolloutId id, RecordCopy copy, Trust trust)
            throws JournalException {
        var name = name(id, where);
        var head = head(name, copy, trust);
        if (!head.project().equals(trust.project())
                || !head.fleet().equals(fleet.toString())
                || !head.rollout().equals(id)) {
            throw new JournalDamagedException(name + " is signed as one of another project, fleet or rollout");
        }
        if (!head.plan().equals(PlanCodec.digest(copy.plan()))) {
            throw new JournalDamagedException(name + " has another plan than the one that was signed");
        }
        var plan = plan(name, fleet, id, copy.plan());
        var journal = lines(copy.journal(), head.records());
        var replay = JournalReader.read(name, journal.getBytes(StandardCharsets.ISO_8859_1), head.plan());
        if (replay.torn() > 0) {
            throw new JournalDamagedException(
                    name + " is torn after record " + (replay.events().size() - 1));
        }
        if (replay.events().size() != head.records() || !replay.head().equals(head.head())) {
            throw new JournalDamagedException(name + " is not what was signed");
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

    private static RolloutPlan plan(String name, FleetName fleet, RolloutId id, String text) throws JournalException {
        try {
            var plan = PLANS.decode(text);
            if (!plan.id().equals(id) || !FleetName.of(plan).equals(fleet)) {
                throw new JournalDamagedException(name + " is of " + plan.id() + " of " + plan.fleet());
            }
            return plan;
        } catch (NewerVersionException e) {
            throw new JournalException(name + ": " + e.getMessage(), e);
        } catch (CodecException e) {
            throw new JournalDamagedException(name + ": " + e.getMessage(), e);
        }
    }

    /** The first lines of a text, fewer where it has no more. */
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
     * Whom to believe.
     *
     * @param project the id in the inventory; empty where it has none
     */
    record Trust(String project, List<EndpointPublicKey> keys) {}

    int records() {
        return replay.events().size();
    }

    /** The same history, and perhaps more of it. */
    boolean goesOnFrom(SoundCopy other) {
        return copy.plan().equals(other.copy.plan()) && copy.journal().startsWith(other.copy.journal());
    }
}
