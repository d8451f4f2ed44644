package dev.sluice.app;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a coordinator gets from whoever started it.
 *
 * @param state where records are kept
 * @param environment for references to secrets, and for the agent's socket
 * @param actor who asks, for the record: user, machine, process
 */
public record Settings(Path state, Map<String, String> environment, String actor) {
    public Settings {
        environment = Map.copyOf(environment);
    }
}
