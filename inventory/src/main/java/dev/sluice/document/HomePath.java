package dev.sluice.document;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Paths as people write them: {@code ~/} is the home of whoever runs the coordinator, as in a shell. */
public final class HomePath {
    private HomePath() {}

    /** The path that was written, with a leading {@code ~/} replaced where there is a home. */
    public static Path expand(String written) {
        return written.startsWith("~/")
                ? home().map(home -> home.resolve(written.substring(2))).orElseGet(() -> Path.of(written))
                : Path.of(written);
    }

    /** {@code $HOME}, or what the system's list of users has; empty where neither is there, as in a container. */
    public static Optional<Path> home() {
        return home(System.getenv(), System.getProperty("user.home", ""));
    }

    /** @param listed a question mark where the account is in no list */
    static Optional<Path> home(Map<String, String> environment, String listed) {
        var variable = environment.getOrDefault("HOME", "");
        return Optional.of(variable.startsWith("/") ? variable : listed)
                .filter(home -> home.startsWith("/"))
                .map(Path::of);
    }
}
