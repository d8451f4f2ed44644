package dev.sluice.rollout;

import dev.sluice.inventory.HostName;
import java.util.Optional;

/**
 * A task that was started.
 *
 * @param on the host that it runs on; empty for the coordinator's machine
 */
public record TaskRun(TaskProgress progress, Optional<HostName> on) {
    TaskRun to(TaskProgress next) {
        return new TaskRun(next, on);
    }
}
