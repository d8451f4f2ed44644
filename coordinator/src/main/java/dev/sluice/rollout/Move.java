package dev.sluice.rollout;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.Batch;
import dev.sluice.playbook.TaskSpec;
import java.util.List;
import java.util.Optional;

/** The next move of the whole rollout. A {@link Performer} performs it, with one method per move. */
public sealed interface Move {
    <R> R by(Performer<R> performer);

    /** Performs the moves that the machine decides. */
    interface Performer<R> {
        R takeLeases(List<HostName> hosts);

        R stage(List<HostName> hosts);

        R runTask(TaskSpec task, List<HostName> hosts);

        R runOnce(TaskSpec task, Optional<HostName> on);

        R placeAssets(List<HostName> hosts);

        R activate(Batch batch, List<HostName> hosts);

        R checkGate(Batch batch, WhenGood whenGood);

        R refuseGate(int batch, String reason);

        R putBack(List<HostName> hosts);

        R finish(Outcome outcome);

        /** The rollout is finished. */
        R done();

        /** The rollout waits for a person. */
        R waitForPerson();
    }

    /** What happens when a gate's conditions are met. */
    enum WhenGood {
        OPEN,
        HOLD
    }

    /** @param hosts sorted by name: two coordinators request leases in the same order, so that one of them obtains all */
    record TakeLeases(List<HostName> hosts) implements Move {
        @Override
        public <R> R by(Performer<R> performer) {
            return performer.takeLeases(hosts);
        }
    }

    record Stage(List<HostName> hosts) implements Move {
        @Override
        public <R> R by(Performer<R> performer) {
            return performer.stage(hosts);
        }
    }

    /** @param hosts each runs the task, or the task is run for each */
    record RunTask(TaskSpec task, List<HostName> hosts) implements Move {
        @Override
        public <R> R by(Performer<R> performer) {
            return performer.runTask(task, hosts);
        }
    }

    /** @param on where; empty for the coordinator's machine */
    record RunOnce(TaskSpec task, Optional<HostName> on) implements Move {
        @Override
        public <R> R by(Performer<R> performer) {
            return performer.runOnce(task, on);
        }
    }

    /** Makes files of the old and the new release available on every host while the fleet serves both. */
    record PlaceAssets(List<HostName> hosts) implements Move {
        @Override
        public <R> R by(Performer<R> performer) {
            return performer.placeAssets(hosts);
        }
    }

    /** The critical sections of a batch: switch, proof and health of each host, without a barrier between them. */
    record Activate(Batch batch, List<HostName> hosts) implements Move {
        @Override
        public <R> R by(Performer<R> performer) {
            return performer.activate(batch, hosts);
        }
    }

    record CheckGate(Batch batch, WhenGood whenGood) implements Move {
        @Override
        public <R> R by(Performer<R> performer) {
            return performer.checkGate(batch, whenGood);
        }
    }

    record RefuseGate(int batch, String reason) implements Move {
        @Override
        public <R> R by(Performer<R> performer) {
            return performer.refuseGate(batch, reason);
        }
    }

    /** @param hosts those that are unavailable first, then the newest batch first */
    record PutBack(List<HostName> hosts) implements Move {
        @Override
        public <R> R by(Performer<R> performer) {
            return performer.putBack(hosts);
        }
    }

    record Finish(Outcome outcome) implements Move {
        @Override
        public <R> R by(Performer<R> performer) {
            return performer.finish(outcome);
        }
    }

    record Done() implements Move {
        @Override
        public <R> R by(Performer<R> performer) {
            return performer.done();
        }
    }

    record WaitForPerson() implements Move {
        @Override
        public <R> R by(Performer<R> performer) {
            return performer.waitForPerson();
        }
    }
}
