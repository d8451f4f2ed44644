package dev.sluice.playbook;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * When batches may start.
 *
 * @param open at no other time; empty means at any time
 * @param blackout never then, whatever is open
 * @param closing what happens when the window closes during a rollout
 * @param fit what has to fit before the end
 */
public record ReleaseWindow(ZoneId zone, List<Opening> open, List<Blackout> blackout, Closing closing, Fit fit) {
    public ReleaseWindow {
        open = List.copyOf(open);
        blackout = List.copyOf(blackout);
    }

    /**
     * A span of local time.
     *
     * @param days on which it starts
     * @param to exclusive; not after {@code from} means on the next day
     */
    public record Opening(List<DayOfWeek> days, LocalTime from, LocalTime to) {
        public Opening {
            days = List.copyOf(days);
        }
    }

    /** Days without any release, both ends included. */
    public record Blackout(LocalDate from, LocalDate to, String reason) {}

    /** What has to fit before the end of the window, together with its revert, before it is started. */
    public enum Fit {
        /** Nothing. */
        OFF,
        /** What is usual for whoever starts the rollout: a batch for a person, all of it for a schedule. */
        ON,
        /** Each batch. */
        BATCH,
        /** All that is left of the rollout. */
        ROLLOUT
    }

    /** The same window, for which something else has to fit. */
    public ReleaseWindow withFit(Fit other) {
        return new ReleaseWindow(zone, open, blackout, closing, other);
    }

    /** What happens when the window closes during a rollout. */
    public enum Closing {
        /** The batch is finished, no other is started. */
        FINISH_BATCH,
        /** No other host is started. */
        HALT,
        /** Every host of the rollout is reverted. */
        REVERT_ALL
    }
}
