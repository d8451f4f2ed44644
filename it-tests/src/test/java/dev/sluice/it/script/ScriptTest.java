package dev.sluice.it.script;

import dev.sluice.host.CommandResult;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScript;
import dev.sluice.it.fleet.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    /** One of several sites, in a directory of its own. */
    LocalSite site(LocalShell shell, String name) {
        try {
            var own = Files.createDirectories(directory.resolve(name));
            var site = new LocalSite(shell.session(Path.of("target", "shells")), own);
            sites.add(site);
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A site on a host with these tools and no others. */
    LocalSite site(LocalShell shell, HostTools tools) {
        try {
            var site = new LocalSite(tools.session(shell, Path.of("target", "shells")), directory);
            sites.add(site);
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HostTools tools() {
        return new HostTools(directory.resolve("tools"), Map.of(), Set.of());
    }

    static CommandResult run(LocalSite site, HostScript script, Map<String, String> values) throws HostException {
        return site.session().run(HostCommand.of(script, values, Duration.ofSeconds(60)));
    }

    /** These values, with others in their place or besides. */
    static Map<String, String> with(Map<String, String> values, String... pairs) {
        var more = new TreeMap<>(values);
        for (int i = 0; i < pairs.length; i += 2) {
            more.put(pairs[i], pairs[i + 1]);
        }
        return more;
    }

    /** A staged release under other ids, too: two scripts stage one, and a copy is one process. */
    static void duplicate(LocalSite site, String id, String... others) throws IOException {
        for (var other : others) {
            var releases = site.path().resolve("releases");
            Command.run(List.of(
                    "cp",
                    "-a",
                    releases.resolve(id).toString(),
                    releases.resolve(other).toString()));
            var marker = releases.resolve(other).resolve(".sluice-release");
            Files.writeString(marker, Files.readString(marker).replace("id=" + id + "\n", "id=" + other + "\n"));
            for (var kept : List.of("manifests", "listings")) {
                var file = site.path().resolve(".sluice").resolve(kept).resolve(id);
                if (Files.exists(file)) {
                    Files.copy(file, file.resolveSibling(other));
                }
            }
        }
    }

    Path directory() {
        return directory;
    }

    @AfterEach
    void close() throws IOException {
        tools().delete();
        sites.forEach(LocalSite::close);
    }
}
