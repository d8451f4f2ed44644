package dev.sluice.schedule;

import dev.sluice.plan.RolloutId;
import dev.sluice.schedule.ScheduleEntry.Missed;
import dev.sluice.schedule.ScheduleEntry.OfOccurrence;
import dev.sluice.schedule.ScheduleEntry.Skipped;
import dev.sluice.schedule.ScheduleEntry.Started;
import dev.sluice.schedule.ScheduleEntry.Starting;
import java.util.Optional;

/**
 * What became of one start so far.
 *
 * @param byPerson whether a person triggered it
 */
public record ScheduleRow(OfOccurrence last, boolean byPerson) {
    /** The states of a row, in the order in which they can follow. */
    public enum State {
        WAITING,
        STARTING,
        STARTED,
        SKIPPED,
        MISSED;

        /** The row does not change any more. */
        public boolean isSettled() {
            return this != WAITING && this != STARTING;
        }
    }

    public Occurrence occurrence() {
        return last.occurrence();
    }

    public State state() {
        if (last instanceof Starting) {
            return State.STARTING;
        }
        if (last instanceof Started) {
            return State.STARTED;
        }
        if (last instanceof Skipped) {
            return State.SKIPPED;
        }
        return last instanceof Missed ? State.MISSED : State.WAITING;
    }

    /** The rollout that it started, or is about to start. */
    public Optional<RolloutId> rollout() {
        if (last instanceof Starting starting) {
            return Optional.of(starting.rollout());
        }
        return last instanceof Started started ? Optional.of(started.rollout()) : Optional.empty();
    }

    /** How its rollout ended, or why there was none; empty while that is open. */
    public String words() {
        if (last instanceof Started started) {
            return started.state();
        }
        if (last instanceof Skipped skipped) {
            return skipped.reason();
        }
        return last instanceof Missed missed ? missed.reason() : "";
    }
}
