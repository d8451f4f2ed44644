package dev.sluice.wiring;

import dev.sluice.engine.FailPoint;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that a coordinator is started with.
 *
 * @param state where records are kept
 * @param environment for references to secrets, and for the agent's socket
 * @param actor who asks, for the record: user, machine, process
 * @param failPoint where a test wants the coordinator to end
 */
public record Settings(Path state, Map<String, String> environment, String actor, Optional<FailPoint> failPoint) {
    public Settings {
        environment = Map.copyOf(environment);
    }
}
