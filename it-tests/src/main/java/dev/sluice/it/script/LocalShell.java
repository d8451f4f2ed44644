package dev.sluice.it.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The shells that hosts have as {@code /bin/sh}. */
public enum LocalShell {
    DASH,
    BASH,
    /** With nothing but busybox's own tools in the path, and without its flock, as on the smallest hosts. */
    BUSYBOX;

    private static final String HOST_PATH = ":/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin";

    /**
     * A session with this shell as {@code sh}.
     *
     * @param homes for the shell's own link and tools, which stay there for the next one
     */
    public LocalSession session(Path homes) throws IOException {
        var home = homes.resolve(name().toLowerCase(Locale.ROOT)).toAbsolutePath();
        var shell = home.resolve("sh");
        if (!Files.exists(shell)) {
            Files.createDirectories(home);
            install(home);
        }
        // What scripts start by the name sh is this shell too.
        return new LocalSession(shell, Optional.of(this == BUSYBOX ? home.toString() : home + HOST_PATH));
    }

    private void install(Path home) throws IOException {
        if (this == BUSYBOX) {
            installBusybox(home);
            return;
        }
        Files.createSymbolicLink(home.resolve("sh"), find(name().toLowerCase(Locale.ROOT)));
    }

    private static void installBusybox(Path home) throws IOException {
        var busybox = find("busybox").toString();
        var process = new ProcessBuilder(busybox, "--install", "-s", home.toString())
                .inheritIO()
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("busybox --install failed");
            }
            Files.deleteIfExists(home.resolve("flock"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static Path find(String program) throws IOException {
        for (var directory : List.of("/usr/local/bin", "/usr/bin", "/bin")) {
            var found = Path.of(directory, program);
            if (Files.isExecutable(found)) {
                return found;
            }
        }
        throw new IOException("these tests need " + program + " on this machine");
    }
}
