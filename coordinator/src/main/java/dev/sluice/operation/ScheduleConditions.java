package dev.sluice.operation;

import java.util.function.BooleanSupplier;

/**
 * What a front lends to schedules.
 *
 * @param isCurrent whether the files are still those that the fleet was opened with; otherwise nothing more is started
 */
public record ScheduleConditions(Notices notices, Slots slots, BooleanSupplier isCurrent) {
    /** For a process that ends when nothing more is due. */
    public static ScheduleConditions of(Notices notices) {
        return new ScheduleConditions(notices, Slots.UNLIMITED, () -> true);
    }
}
