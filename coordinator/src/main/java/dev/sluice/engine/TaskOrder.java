package dev.sluice.engine;

import dev.sluice.plan.HostPlan;
import dev.sluice.playbook.TaskSpec;
import java.util.Optional;

/**
 * One run of a task.
 *
 * @param subject the host that it is about; empty for a task of the whole rollout at the coordinator
 * @param batch the subject's; 0 where there is none
 * @param pass what tells this run from another of the same task in the same rollout, such as the one on the way back: a name that is fit
 *     for a file
 * @param whenUnknown what to do when it was started before and nobody knows how it ended
 */
public record TaskOrder(TaskSpec task, Optional<HostPlan> subject, int batch, String pass, WhenUnknown whenUnknown) {
    /** What to do about a task that was started before and whose end nobody knows. */
    public enum WhenUnknown {
        /** Do nothing, and say so. */
        TELL,
        /** It may be started again. */
        START_AGAIN
    }
}
