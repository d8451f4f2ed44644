package dev.sluice.rollout;

import dev.sluice.inventory.HostName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that happened to one host. */
public sealed interface HostEvent extends RolloutEvent {
    HostName host();

    /** @param token the lease's; every effect on the host carries it */
    record HostLocked(Instant at, HostName host, long token) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.host(host, now -> now.locked(token));
        }
    }

    /** Announces that the release is staged on the host. */
    record HostStaging(Instant at, HostName host) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state;
        }
    }

    /** @param bytes sent; 0 if the host already had the release */
    record HostStaged(Instant at, HostName host, long bytes, Duration took) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.hostTo(host, HostPhase.STAGED);
        }
    }

    /** Announces a switch, with the exact text of the link before and after. */
    record HostSwitching(Instant at, HostName host, String from, String to, long token) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.hostTo(host, HostPhase.SWITCHING);
        }
    }

    record HostSwitched(Instant at, HostName host, String link, Duration took) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.hostTo(host, HostPhase.SWITCHED);
        }
    }

    /** Announces that the host's PHP drops the old code. */
    record HostProving(Instant at, HostName host, String release) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state;
        }
    }

    /** From now on no answer of this host comes from another release. */
    record HostProved(Instant at, HostName host, String release, Evidence evidence) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            var phase = state.host(host).phase();
            return phase == HostPhase.SWITCHED ? state.hostTo(host, HostPhase.PROVED) : state;
        }
    }

    /** @param checks how many health checks passed, each as often in a row as required */
    record HostHealthy(Instant at, HostName host, int checks, int consecutive) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.hostTo(host, HostPhase.HEALTHY);
        }
    }

    record HostFailed(Instant at, HostName host, Failure failure) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.host(host, now -> now.failed(failure));
        }
    }

    /** Announces that the link is reverted to its exact former text. */
    record HostReverting(Instant at, HostName host, String from, String to, long token) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.hostTo(host, HostPhase.REVERTING);
        }
    }

    record HostRestored(Instant at, HostName host, String link, Duration took) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.hostTo(host, HostPhase.RESTORED);
        }
    }

    /** The link is reverted, and the host serves the former release. */
    record HostReverted(Instant at, HostName host, String release) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.hostTo(host, HostPhase.REVERTED);
        }
    }

    /** Contact was lost in the middle of a switch and could not be restored. */
    record HostUnknown(Instant at, HostName host, Failure failure) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.host(host, now -> now.failed(HostPhase.UNKNOWN, failure));
        }
    }

    /** The link has neither its old nor its new text: another process or operator changed it. */
    record HostDiverged(Instant at, HostName host, String expected, String found, Failure failure)
            implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.host(host, now -> now.failed(HostPhase.DIVERGED, failure));
        }
    }

    /** The result of a check of the host after a switch with an unknown outcome. */
    record HostObserved(Instant at, HostName host, String link, Position position) implements HostEvent {
        /** Which side of the switch the link is on. */
        public enum Position {
            BEFORE,
            AFTER
        }

        @Override
        public RolloutState applyTo(RolloutState state) {
            if (position == Position.AFTER) {
                return state.hostTo(host, HostPhase.SWITCHED);
            }
            var reverting = state.host(host).phase() == HostPhase.REVERTING;
            return state.hostTo(host, reverting ? HostPhase.RESTORED : HostPhase.STAGED);
        }
    }

    /** The host could not be reached before the first switch, and the rollout continues without it. */
    record HostLeftOut(Instant at, HostName host, Failure failure) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.hostTo(host, HostPhase.LEFT_OUT);
        }
    }

    /** Both releases contain the files that pages of the other one request. */
    record AssetsPlaced(Instant at, HostName host, int files) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.host(host, HostRollout::assetsPlaced);
        }
    }

    /** Announces the tasks before a switch, which run anew. */
    record HostDraining(Instant at, HostName host, List<String> tasks) implements HostEvent {
        public HostDraining {
            tasks = List.copyOf(tasks);
        }

        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.host(host, now -> now.without(tasks).leaving());
        }
    }

    record HostDrained(Instant at, HostName host) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.host(host, now -> now.rotation(Rotation.OUT));
        }
    }

    /** Announces the tasks after a switch, which run anew. */
    record HostReturning(Instant at, HostName host, List<String> tasks) implements HostEvent {
        public HostReturning {
            tasks = List.copyOf(tasks);
        }

        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.host(host, now -> now.without(tasks).rotation(Rotation.RETURNING));
        }
    }

    record HostReturned(Instant at, HostName host) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.host(host, now -> now.rotation(Rotation.IN));
        }
    }

    /**
     * Announces a task for a host.
     *
     * @param on the host that it runs on, usually the same; empty for the coordinator's machine
     */
    record HostTaskStarted(Instant at, HostName host, String task, Optional<HostName> on) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.started(task, on).host(host, now -> now.task(task, TaskProgress.STARTED));
        }
    }

    /** @param exit its exit code; 0 is success */
    record HostTaskEnded(Instant at, HostName host, String task, int exit, Duration took) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.host(host, now -> now.task(task, TaskProgress.ENDED));
        }
    }

    /** Its outcome is unknown: the rollout waits for a decision whether the task is done or may be started again. */
    record HostTaskUnknown(Instant at, HostName host, String task, Failure failure) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.host(host, now -> now.task(task, TaskProgress.UNKNOWN));
        }
    }

    /** What was seen on a host that failed. Recorded after the failure, if there is anything. */
    record HostEvidence(Instant at, HostName host, List<Excerpt> excerpts) implements HostEvent {
        public HostEvidence {
            excerpts = List.copyOf(excerpts);
        }

        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.host(host, now -> now.seen(excerpts));
        }
    }

    /** A note without an effect on the state, such as a release that could not be pruned. */
    record HostNoted(Instant at, HostName host, String note) implements HostEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state;
        }
    }
}
