package dev.sluice.step;

import dev.sluice.document.InOrder;
import dev.sluice.document.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A task, ready to be run on one machine.
 *
 * @param name for people
 * @param run for {@code /bin/sh}, by intent
 * @param user another user than the one who connects; empty for that one
 * @param timeout after it the task and all that it started is ended; at least a second, and in whole seconds
 * @param variables all that its environment has besides a few of the system's, secrets resolved; it prints without values
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
