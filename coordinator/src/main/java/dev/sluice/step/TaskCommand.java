package dev.sluice.step;

import dev.sluice.document.InOrder;
import dev.sluice.document.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A task, ready to run on one machine.
 *
 * @param name for people
 * @param run for {@code /bin/sh}, by intent
 * @param user the user to run as, if not the one who connects; empty for that one
 * @param timeout after it the task and all processes that it started are ended; at least a second, and in whole seconds
 * @param variables its environment, besides a few variables of the system, with secrets resolved; printed without values
 */
public record TaskCommand(
        String name, String run, Optional<String> user, Duration timeout, Map<String, Secret> variables) {
    public TaskCommand {
        variables = InOrder.copyOf(variables);
    }

    /** The timeout in whole seconds, never none. */
    public long seconds() {
        return Math.max(1, timeout.plusMillis(999).toSeconds());
    }
}
