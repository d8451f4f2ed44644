package dev.sluice.cli;

import dev.sluice.document.HomePath;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where records are kept. */
@SuppressWarnings("NullAway.Init")
final class StateOptions {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = {"where records are kept", "(default: ~/.local/state/sluice)"})
    private Optional<Path> state;

    Path directory() throws RefusedException {
        return state.isPresent() ? state.get() : usual();
    }

    /** The same; empty where there is no place. */
    Optional<Path> find() {
        return state.or(() -> usual(System.getenv(), HomePath.home()));
    }

    static Path usual() throws RefusedException {
        return usual(System.getenv(), HomePath.home())
                .orElseThrow(() -> new RefusedException(
                        Reason.USAGE,
                        List.of(
                                "there is no place for records: HOME is not set, and this account has no home directory"),
                        "set SLUICE_STATE to a directory that only this account may enter, or HOME"));
    }

    static Optional<Path> usual(Map<String, String> environment, Optional<Path> home) {
        var named = environment.getOrDefault("SLUICE_STATE", "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        var states = environment.getOrDefault("XDG_STATE_HOME", "");
        var parent = states.isEmpty() ? home.map(path -> path.resolve(".local/state")) : Optional.of(Path.of(states));
        return parent.map(path -> path.resolve("sluice"));
    }
}
