package dev.sluice.plan;

import dev.sluice.playbook.TaskSpec;
import dev.sluice.playbook.Tasks;
import java.util.List;

/** The moments of a rollout at which tasks run. */
public enum TaskMoment {
    /** On staged hosts, before any switch. */
    PREPARE,
    /** On each host in its critical section, before its link changes, also during a revert. */
    BEFORE_SWITCH,
    /** On each host, when it is proved and healthy, or reverted. */
    AFTER_SWITCH,
    /** After all batches. */
    FINISH;

    List<TaskSpec> of(Tasks tasks) {
        return switch (this) {
            case PREPARE -> tasks.prepare();
            case BEFORE_SWITCH -> tasks.beforeSwitch();
            case AFTER_SWITCH -> tasks.afterSwitch();
            case FINISH -> tasks.finish();
        };
    }

    /** The two moments that belong together: the one takes a host out of the load balancer, the other returns it. */
    boolean isPair() {
        return this == BEFORE_SWITCH || this == AFTER_SWITCH;
    }
}
