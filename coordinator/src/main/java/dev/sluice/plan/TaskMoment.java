package dev.sluice.plan;

import dev.sluice.playbook.TaskSpec;
import dev.sluice.playbook.Tasks;
import java.util.List;

/** When in a rollout tasks are run. */
public enum TaskMoment {
    /** On staged hosts, before any switch. */
    PREPARE,
    /** On each host in its critical section, before its link changes, on the way back too. */
    BEFORE_SWITCH,
    /** On each host, when it is proved and healthy, or back. */
    AFTER_SWITCH,
    /** When every batch is through. */
    FINISH;

    List<TaskSpec> of(Tasks tasks) {
        return switch (this) {
            case PREPARE -> tasks.prepare();
            case BEFORE_SWITCH -> tasks.beforeSwitch();
            case AFTER_SWITCH -> tasks.afterSwitch();
            case FINISH -> tasks.finish();
        };
    }

    /** Both belong together: what takes a host from the balancer, and what puts it back. */
    boolean isPair() {
        return this == BEFORE_SWITCH || this == AFTER_SWITCH;
    }
}
