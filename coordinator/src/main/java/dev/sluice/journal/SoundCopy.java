package dev.sluice.journal;

import dev.sluice.codec.CodecException;
import dev.sluice.codec.NewerVersionException;
import dev.sluice.codec.PlanCodec;
import dev.sluice.engine.FleetName;
import dev.sluice.engine.JournalDamagedException;
import dev.sluice.engine.JournalException;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.step.RecordCopy;
import java.nio.charset.StandardCharsets;

/**
 * A copy of a record that was read from its plan to its last line and is right.
 *
 * @param where it was found, for messages
 * @param records in its journal
 */
record SoundCopy(String where, RecordCopy copy, int records) {
    private static final PlanCodec PLANS = new PlanCodec();

    /**
     * Reads a copy.
     *
     * @throws JournalDamagedException when anything is wrong with it
     * @throws JournalException when a newer Sluice wrote it
     */
    static SoundCopy of(String where, FleetName fleet, RolloutId id, RecordCopy copy) throws JournalException {
        var name = "the record of " + id + " on " + where;
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
        return new SoundCopy(where, copy, replay.events().size());
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

    /** The same history, and perhaps more of it. */
    boolean goesOnFrom(SoundCopy other) {
        return copy.plan().equals(other.copy.plan()) && copy.journal().startsWith(other.copy.journal());
    }
}
