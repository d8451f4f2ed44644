package dev.sluice.rollout;

import dev.sluice.inventory.HostName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that happened to the rollout as a whole. */
public sealed interface FleetEvent extends RolloutEvent {

    /** The batch that it is about; empty where it is about none. */
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

    /** A coordinator took the rollout up again; leases that an earlier one held are void. */
    record RolloutResumed(Instant at, String actor) implements FleetEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            var resumed = state.everyHost(HostRollout::unlocked);
            return resumed.phase() == RolloutPhase.PAUSED ? resumed.phase(RolloutPhase.RUNNING) : resumed;
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

    /** The batch is good, and a person opens its gate. */
    record Held(Instant at, int batch) implements FleetEvent {
        @Override
        public Optional<Integer> aboutBatch() {
            return Optional.of(batch);
        }

        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.gate(batch, RolloutState.Gate.HELD).phase(RolloutPhase.HELD);
        }
    }

    record Promoted(Instant at, int batch, String by) implements FleetEvent {
        @Override
        public Optional<Integer> aboutBatch() {
            return Optional.of(batch);
        }

        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.gate(batch, RolloutState.Gate.OPEN).phase(RolloutPhase.RUNNING);
        }
    }

    record Paused(Instant at, String by) implements FleetEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.phase(RolloutPhase.PAUSED);
        }
    }

    /** A person ends the rollout. */
    record Aborted(Instant at, String by, RolloutState.Demand demand) implements FleetEvent {
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
