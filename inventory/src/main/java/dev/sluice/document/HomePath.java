package dev.sluice.document;

import java.nio.file.Path;

/** Paths as people write them: {@code ~/} is the home of whoever runs the coordinator, as in a shell. */
public final class HomePath {
    private HomePath() {}

    /** The path that was written, with a leading {@code ~/} replaced. */
    public static Path expand(String written) {
        return written.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), written.substring(2))
                : Path.of(written);
    }
}
