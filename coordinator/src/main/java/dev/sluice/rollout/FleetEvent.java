package dev.sluice.rollout;

import dev.sluice.inventory.HostName;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.RolloutState.WindowRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that happened to the rollout as a whole. */
public sealed interface FleetEvent extends RolloutEvent {

    /** The batch that the event concerns; empty if it concerns none. */
    default Optional<Integer> aboutBatch() {
        return Optional.empty();
    }

    /** @param planDigest SHA-256 of the frozen plan, hexadecimal: the first record binds the rest to it */
    record RolloutStarted(Instant at, String planDigest, String actor) implements FleetEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state;
        }
    }

    /** A coordinator resumed the rollout; leases that an earlier one held are void. */
    record RolloutResumed(Instant at, String actor) implements FleetEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            var resumed = state.everyHost(HostRollout::unlocked).window(WindowRule.OBEYED);
            return resumed.phase().continuesWhenResumed() ? resumed.phase(RolloutPhase.RUNNING) : resumed;
        }
    }

    record BatchStarted(Instant at, int batch, List<HostName> hosts) implements FleetEvent {
        public BatchStarted {
            hosts = List.copyOf(hosts);
        }

        @Override
        public Optional<Integer> aboutBatch() {
            return Optional.of(batch);
        }

        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.batch(batch);
        }
    }

    record SoakStarted(Instant at, int batch, Instant until) implements FleetEvent {
        @Override
        public Optional<Integer> aboutBatch() {
            return Optional.of(batch);
        }

        @Override
        public RolloutState applyTo(RolloutState state) {
            return state;
        }
    }

    record GateOpened(Instant at, int batch) implements FleetEvent {
        @Override
        public Optional<Integer> aboutBatch() {
            return Optional.of(batch);
        }

        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.gate(batch, RolloutState.Gate.OPEN);
        }
    }

    record GateRefused(Instant at, int batch, String reason) implements FleetEvent {
        @Override
        public Optional<Integer> aboutBatch() {
            return Optional.of(batch);
        }

        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.gate(batch, RolloutState.Gate.REFUSED).failing(reason);
        }
    }

    /**
     * The batch is good, and a person opens its gate.
     *
     * @param deadline when the hold ends without a person; empty if it never does
     */
    record Held(Instant at, int batch, Optional<HoldDeadline> deadline) implements FleetEvent {
        public Held(Instant at, int batch) {
            this(at, batch, Optional.empty());
        }

        @Override
        public Optional<Integer> aboutBatch() {
            return Optional.of(batch);
        }

        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.gate(batch, RolloutState.Gate.HELD).deadline(deadline).phase(RolloutPhase.HELD);
        }
    }

    /**
     * No one promoted the batch in time. A rollout that only waits on has no such event.
     *
     * @param deadline at which the hold ended; {@code at} is when that was applied
     */
    record HoldExpired(Instant at, int batch, Instant deadline, Then then) implements FleetEvent {
        @Override
        public Optional<Integer> aboutBatch() {
            return Optional.of(batch);
        }

        @Override
        public RolloutState applyTo(RolloutState state) {
            if (state.phase() != RolloutPhase.HELD) {
                return state;
            }
            return switch (then) {
                case REVERT ->
                    state.gate(batch, RolloutState.Gate.EXPIRED)
                            .demanded(Demand.REVERT_BY_DEADLINE)
                            .failing("batch " + batch + " was not promoted before " + deadline);
                case PROMOTE -> state.gate(batch, RolloutState.Gate.OPEN).phase(RolloutPhase.RUNNING);
                case WAIT -> state;
            };
        }
    }

    /** A person opens the gate. After the deadline of the hold it is too late. */
    record Promoted(Instant at, int batch, String by) implements FleetEvent {
        @Override
        public Optional<Integer> aboutBatch() {
            return Optional.of(batch);
        }

        @Override
        public RolloutState applyTo(RolloutState state) {
            var late = state.deadline().filter(deadline -> deadline.isOver(at)).isPresent();
            return state.phase() == RolloutPhase.HELD && !late
                    ? state.gate(batch, RolloutState.Gate.OPEN).phase(RolloutPhase.RUNNING)
                    : state;
        }
    }

    /** No more work is started; a rollout that is being reverted is not stopped by it. */
    record Paused(Instant at, String by) implements FleetEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.phase() == RolloutPhase.RUNNING ? state.phase(RolloutPhase.PAUSED) : state;
        }
    }

    /**
     * The coordinator received a signal to end: no more work is started, and every switched host is proved. A rollout that is being reverted
     * continues the revert when it is resumed.
     *
     * @param signal such as {@code SIGTERM}
     */
    record Interrupted(Instant at, String signal) implements FleetEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.phase() == RolloutPhase.RUNNING ? state.phase(RolloutPhase.INTERRUPTED) : state;
        }
    }

    /** The window closed: no more work is started until an operator resumes the rollout, or every host is reverted. */
    record WindowClosed(Instant at, String reason, Closing closing) implements FleetEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            if (state.phase() != RolloutPhase.RUNNING) {
                return state;
            }
            return closing == Closing.REVERT_ALL
                    ? state.demanded(Demand.REVERT_BY_WINDOW).failing(reason)
                    : state.phase(RolloutPhase.OUTSIDE_WINDOW);
        }
    }

    /**
     * The rollout does something although the window is closed. It ignores the window until it is resumed the next time.
     *
     * @param reason for the record: a person's, or that a revert asks for no window
     */
    record WindowOverridden(Instant at, String by, String reason) implements FleetEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.window(WindowRule.IGNORED);
        }
    }

    /** People froze the fleet: no batch is opened until an operator resumes the rollout. */
    record Frozen(Instant at, String message) implements FleetEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.phase() == RolloutPhase.RUNNING ? state.phase(RolloutPhase.FROZEN) : state;
        }
    }

    /** No host made progress within the strategy's deadline. */
    record ProgressMissed(Instant at, Duration deadline) implements FleetEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.failing("no host made progress for " + deadline.toSeconds() + " s");
        }
    }

    /** A person ends the rollout. */
    record Aborted(Instant at, String by, Demand demand) implements FleetEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.demanded(demand).failing("ended by " + by);
        }
    }

    record RolloutFinished(Instant at, Outcome outcome) implements FleetEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.finished(outcome);
        }
    }
}
