package dev.sluice.rollout;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.Batch;
import dev.sluice.playbook.TaskSpec;
import java.util.List;
import java.util.Optional;

/** The one next thing to do for the whole rollout. {@link Performer} is who does it: one method a move. */
public sealed interface Move {
    <R> R by(Performer<R> performer);

    /** Does what the machine decided. */
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

        /** Nothing is left to do, now or ever. */
        R done();

        /** Nothing happens before a person says so. */
        R waitForPerson();
    }

    /** What follows when a gate's conditions hold. */
    enum WhenGood {
        OPEN,
        HOLD
    }

    /** @param hosts sorted by name: two coordinators ask in the same order, so that one of them gets all */
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

    /** @param hosts each runs it, or has it run for it */
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

    /** Files of the old and the new release answer on every host while the fleet is mixed. */
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
