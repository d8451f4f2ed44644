package dev.sluice.engine;

import dev.sluice.plan.HostPlan;
import dev.sluice.playbook.TaskSpec;
import java.util.Optional;

/**
 * One run of a task.
 *
 * @param subject the host that the task concerns; empty for a task of the whole rollout on the coordinator
 * @param batch the subject's batch; 0 if there is none
 * @param pass distinguishes this run from others of the same task in the same rollout, such as the one during a revert; it can be used as a file name
 * @param whenUnknown what to do when it was started before and its outcome is unknown
 */
public record TaskOrder(TaskSpec task, Optional<HostPlan> subject, int batch, String pass, WhenUnknown whenUnknown) {
    /** What to do about a task that was started before and whose outcome is unknown. */
    public enum WhenUnknown {
        /** Do nothing, and report it. */
        REPORT,
        /** Start it again. */
        START_AGAIN
    }
}
