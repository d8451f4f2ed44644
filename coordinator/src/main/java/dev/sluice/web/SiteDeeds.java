package dev.sluice.web;

import dev.sluice.engine.LockedException;
import dev.sluice.operation.AbortOperation;
import dev.sluice.operation.ConvergeOperation;
import dev.sluice.operation.Notices;
import dev.sluice.operation.PauseOperation;
import dev.sluice.operation.PromoteOperation;
import dev.sluice.operation.RefreshOperation;
import dev.sluice.operation.ReleaseOperation;
import dev.sluice.operation.ReleaseOrder;
import dev.sluice.operation.ResumeOperation;
import dev.sluice.operation.RollbackOperation;
import dev.sluice.operation.RolloutChoice;
import dev.sluice.operation.RolloutChoice.Reach;
import dev.sluice.operation.ScheduleConditions;
import dev.sluice.operation.ScheduleOperation;
import dev.sluice.operation.StageOperation;
import dev.sluice.plan.ReleaseId;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.RolloutState.Demand;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The deeds that REST and the page have in common. */
final class SiteDeeds {
    private SiteDeeds() {}

    static Deed release(ReleaseOrder order) {
        return Deed.afterOthers((fleet, front) -> new ReleaseOperation(fleet, front).run(order));
    }

    static Deed stage(ReleaseOrder order) {
        return Deed.afterOthers((fleet, front) -> new StageOperation(fleet, front).run(order));
    }

    static Deed converge(ReleaseOrder order) {
        return Deed.afterOthers((fleet, front) -> new ConvergeOperation(fleet, front).run(order));
    }

    static Deed refresh() {
        return Deed.afterOthers((fleet, front) -> new RefreshOperation(fleet, front).run(List.of(), Optional.empty()));
    }

    /** @param override why it continues although the window is closed */
    static Deed promote(Optional<String> rollout, Optional<String> override) {
        return Deed.afterOthers((fleet, front) ->
                new PromoteOperation(fleet, front, choice(rollout)).run(fleet.actor(), Optional.empty(), override));
    }

    /** @param override why it continues although the window is closed */
    static Deed resume(Optional<String> rollout, Optional<String> override) {
        return Deed.afterOthers((fleet, front) -> new ResumeOperation(fleet, front, choice(rollout))
                .run(new ResumeOperation.Order(Map.of(), Optional.empty(), fleet.actor(), Optional.empty(), override)));
    }

    static Deed pause(Optional<String> rollout) {
        return Deed.atOnce(
                (fleet, front) -> new PauseOperation(fleet, front::note, choice(rollout)).run(fleet.actor()));
    }

    /** Of a rollout that runs, its process is asked. */
    static Deed abort(Optional<String> rollout, Demand demand) {
        return Deed.atOnce((fleet, front) -> {
            var abort = new AbortOperation(fleet, front, choice(rollout));
            try {
                return abort.run(demand, fleet.actor());
            } catch (LockedException locked) {
                return abort.ask(demand, fleet.actor(), locked);
            }
        });
    }

    /** @param to the release to go back to; empty for the newest good one before the live one */
    static Deed rollback(Optional<ReleaseId> to) {
        return Deed.atOnce((fleet, front) -> new RollbackOperation(fleet, front).run(to, List.of()));
    }

    static Deed trigger(String schedule, Notices notices) {
        return Deed.afterOthers((fleet, front) -> new ScheduleOperation(fleet, front, ScheduleConditions.of(notices))
                .trigger(schedule)
                .orElseThrow(
                        () -> new RefusedException(Reason.LOCKED, List.of("the daemon stops"), "nothing was started")));
    }

    private static RolloutChoice choice(Optional<String> rollout) {
        return new RolloutChoice(rollout, Reach.THIS_FLEET);
    }
}
