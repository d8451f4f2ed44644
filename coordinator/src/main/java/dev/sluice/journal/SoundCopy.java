package dev.sluice.journal;

import dev.sluice.codec.CodecException;
import dev.sluice.codec.HeadCodec;
import dev.sluice.codec.NewerVersionException;
import dev.sluice.codec.PlanCodec;
import dev.sluice.codec.RecordHead;
import dev.sluice.document.SecretException;
import dev.sluice.engine.FleetName;
import dev.sluice.engine.JournalDamagedException;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RecordKeys;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.step.RecordCopy;
import java.nio.charset.StandardCharsets;

/**
 * A copy of a record that was read from its plan to its last line and is right.
 *
 * @param where it was found, for messages
 */
record SoundCopy(String where, RecordCopy copy, RolloutPlan plan, Replay replay) {
    private static final PlanCodec PLANS = new PlanCodec();
    private static final HeadCodec HEADS = new HeadCodec();

    /**
     * Reads what this machine wrote.
     *
     * @throws JournalDamagedException when anything is wrong with it
     * @throws JournalException when a newer Sluice wrote it
     */
    static SoundCopy ofThisMachine(FleetName fleet, RolloutId id, RecordCopy copy) throws JournalException {
        return of("this machine", fleet, id, copy);
    }

    /**
     * Reads what a host has, as far as a trusted key vouches for it; what is behind that is cut off. Nothing but the head is read before its
     * signature was checked.
     *
     * @throws JournalDamagedException when nobody vouches for it, or it is not what was signed
     * @throws JournalException when a newer Sluice wrote it
     */
    static SoundCopy ofHost(String where, FleetName fleet, RolloutId id, RecordCopy copy, RecordKeys keys)
            throws JournalException {
        var name = name(id, where);
        var head = head(name, copy, keys);
        if (!head.project().equals(keys.project())
                || !head.fleet().equals(fleet.toString())
                || !head.rollout().equals(id)) {
            throw new JournalDamagedException(name + " is signed as one of another project, fleet or rollout");
        }
        if (!head.plan().equals(PlanCodec.digest(copy.plan()))) {
            throw new JournalDamagedException(name + " has another plan than the one that was signed");
        }
        var cut = new RecordCopy(id.value(), copy.plan(), lines(copy.journal(), head.records()), copy.head());
        var sound = of(where, fleet, id, cut);
        if (sound.records() != head.records() || !sound.replay().head().equals(head.head())) {
            throw new JournalDamagedException(name + " is not what was signed");
        }
        return sound;
    }

    private static RecordHead head(String name, RecordCopy copy, RecordKeys keys) throws JournalException {
        try {
            return HEADS.decode(copy.head(), keys.trusted());
        } catch (NewerVersionException e) {
            throw new JournalException(name + ": " + e.getMessage(), e);
        } catch (CodecException | SecretException e) {
            throw new JournalDamagedException(name + ": " + e.getMessage(), e);
        }
    }

    private static SoundCopy of(String where, FleetName fleet, RolloutId id, RecordCopy copy) throws JournalException {
        var name = name(id, where);
        var plan = plan(name, copy);
        if (!plan.id().equals(id) || !FleetName.of(plan).equals(fleet)) {
            throw new JournalDamagedException(name + " is of " + plan.id() + " of " + plan.fleet());
        }
        var bytes = copy.journal().getBytes(StandardCharsets.ISO_8859_1);
        var replay = JournalReader.read(name, bytes, PlanCodec.digest(copy.plan()));
        if (replay.torn() > 0) {
            throw new JournalDamagedException(
                    name + " is torn after record " + (replay.events().size() - 1));
        }
        return new SoundCopy(where, copy, plan, replay);
    }

    private static String name(RolloutId id, String where) {
        return "the record of " + id + " on " + where;
    }

    private static RolloutPlan plan(String name, RecordCopy copy) throws JournalException {
        try {
            return PLANS.decode(copy.plan());
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

    int records() {
        return replay.events().size();
    }

    /** The same history, and perhaps more of it. */
    boolean goesOnFrom(SoundCopy other) {
        return copy.plan().equals(other.copy.plan()) && copy.journal().startsWith(other.copy.journal());
    }
}
