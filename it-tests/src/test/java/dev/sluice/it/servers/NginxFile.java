package dev.sluice.it.servers;

import static org.awaitility.Awaitility.await;

import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.fleet.Signal;
import dev.sluice.it.web.WebConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The configuration of one host's nginx, with other locations than the fleet's own. */
final class NginxFile {
    /** As Symfony hands it out: passes on index.php and nothing else. */
    static final String SYMFONY = """
            location / { try_files $uri /index.php$is_args$args; }
            location ~ ^/index\\.php(/|$) { PHP internal; }
            location ~ \\.php$ { return 404; }
            """;

    private static final String BEGIN = "  location / { try_files";
    private static final String HEALTH = """
        location = /healthz { rewrite ^ /healthz.php last; }
        location = /healthz.php { PHP }
        """;

    private final RealHost host;
    private final Path file;
    private final String original;
    private String locations = "";
    private int generation;

    NginxFile(RealHost host, Path fleet) {
        this.host = host;
        this.file = fleet.resolve(host.name()).resolve("etc/nginx.conf");
        try {
            original = Files.readString(file);
            Files.copy(Path.of("/etc/nginx/fastcgi_params"), file.resolveSibling("fastcgi_params"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Serves by these locations from now on; {@code PHP} in them stands for the directives that pass a request to PHP-FPM. */
    void use(String sample, List<String> more) throws IOException {
        locations = sample;
        add(more);
    }

    /** Serves by the same locations and these lines from now on. */
    void add(List<String> more) throws IOException {
        var site = original.lastIndexOf(BEGIN);
        var php = original.substring(
                original.indexOf("fastcgi_pass", site), original.indexOf('}', original.indexOf("fastcgi_pass", site)));
        generation++;
        var mark = "location = /generation { return 200 \"" + generation + "\"; }\n";
        var text = original.substring(0, site)
                + (locations + HEALTH).replace("PHP", php)
                + mark
                + String.join("\n", more)
                + "\n}\n}\n";
        Files.writeString(file, text);
        host.webServer().signal(Signal.HUP);
        await().atMost(Duration.ofMinutes(1)).until(this::reloaded);
    }

    private boolean reloaded() throws IOException {
        return WebConnection.getOnce(host.web(), "/generation").body().equals(Integer.toString(generation));
    }
}
