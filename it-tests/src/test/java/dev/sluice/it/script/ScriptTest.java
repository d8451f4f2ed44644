package dev.sluice.it.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of host scripts, each under every shell. */
abstract class ScriptTest {
    @TempDir
    private Path directory = Path.of("");

    private final List<LocalSite> sites = new ArrayList<>();

    LocalSite site(LocalShell shell) {
        try {
            var site = new LocalSite(shell.session(Path.of("target", "shells")), directory);
            sites.add(site);
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        return directory;
    }

    @AfterEach
    void close() {
        sites.forEach(LocalSite::close);
    }
}
