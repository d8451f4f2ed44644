package dev.sluice.it.servers;

import static org.awaitility.Awaitility.await;

import dev.sluice.it.fleet.FreePort;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.fleet.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;

/** The nginx of one host, whose configuration changes while it runs. Each change starts from the fleet's own configuration. */
final class LiveNginx {
    private static final String SITE = "  location / { try_files";

    private final RealHost host;
    private final Path file;
    private final String original;

    /** @param number of the host, from 1 */
    LiveNginx(RealFleet fleet, int number) {
        host = fleet.host(number);
        file = fleet.directory().resolve(host.name()).resolve("etc/nginx.conf");
        try {
            original = Files.readString(file);
            Files.copy(Path.of("/etc/nginx/fastcgi_params"), file.resolveSibling("fastcgi_params"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directives that pass a request to PHP-FPM. */
    String php() {
        var site = original.lastIndexOf(SITE);
        var from = original.indexOf("fastcgi_pass", site);
        return original.substring(from, original.indexOf('}', from));
    }

    /**
     * Serves so from now on.
     *
     * @param http lines of the section of this name
     * @param site lines of the site's server block
     */
    void use(String http, String site) {
        var at = original.lastIndexOf(SITE);
        var text = original.substring(0, at) + site + "\n" + original.substring(at);
        write(text.replaceFirst("http \\{", "http {\n" + http.replace("$", "\\$") + "\n"));
    }

    /** The fleet's own, with one text in place of another. */
    void replace(String text, String by) {
        if (!original.contains(text)) {
            throw new IllegalArgumentException(text + " is not in " + original);
        }
        write(original.replace(text, by));
    }

    private void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var before = host.webServer().childPids();
        host.webServer().signal(Signal.HUP);
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            var now = host.webServer().childPids();
            return !now.isEmpty() && Collections.disjoint(now, before);
        });
    }

    /** A port of the host that nothing listens on. */
    int freePort() {
        return FreePort.on(host.address());
    }
}
