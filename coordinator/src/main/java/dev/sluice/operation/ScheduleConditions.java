package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import java.util.function.BooleanSupplier;

/**
 * What a front lends to schedules.
 *
 * @param isCurrent whether the files are still those that the fleet was opened with; otherwise nothing more is started
 */
public record ScheduleConditions(Notices notices, Slots slots, Deadlines deadlines, BooleanSupplier isCurrent) {
    /** For a process that ends when nothing more is due. */
    public static ScheduleConditions of(Notices notices) {
        return new ScheduleConditions(notices, Slots.UNLIMITED, Deadlines.NONE, () -> true);
    }

    /** Applies deadlines of rollouts that wait for a person, before anything else is done. */
    @FunctionalInterface
    public interface Deadlines {
        /** No rollout has one. */
        Deadlines NONE = fleet -> {};

        void apply(Fleet fleet) throws JournalException, InterruptedException;
    }
}
