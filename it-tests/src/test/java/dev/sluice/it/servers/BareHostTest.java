package dev.sluice.it.servers;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.Command;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a host without anything of a site to its first release. */
class BareHostTest {
    private static final RealFleet FLEET = RealFleet.start(1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @AfterAll
    static void close() {
        FLEET.close();
    }

    @Test
    void what_a_bare_host_lacks_is_shown_made_and_released_to() throws IOException {
        var site = FLEET.host(1).sitePath();
        Command.run(List.of("rm", "-rf", site.toString()));
        var operator = Operator.of(
                FLEET, PlaybookText.simple().release("docroot: public, shared: { files: [.env] }"), directory);

        var shown = ends(4, operator.run("setup"))
                .shows("sluice setup --apply makes on web01:")
                .shows(site + "/releases")
                .shows("by hand on web01, before the first release:")
                .shows(site + "/shared/.env");
        assertTrue(Files.notExists(site), "setup changes nothing by itself");
        serversAcceptTheirLines(shown.ended());

        ends(2, operator.run("setup", "--apply")).shows("not confirmed");
        ends(4, operator.run("setup", "--apply", "--yes")).shows("  made     web01  " + site + "/releases");
        Files.writeString(site.resolve("shared/.env"), "APP_ENV=prod\n");
        ends(0, operator.run("setup")).shows("ready: 1 host can be released to").shows("next  sluice doctor");
        ends(0, operator.run("setup", "--apply", "--yes")).showsNot("made");

        ends(0, operator.release(SampleSite.of("v1")));
        assertEquals(SeenHost.on("v1"), SeenHost.of(FLEET.host(1)));
    }

    private void serversAcceptTheirLines(Ended shown) throws IOException {
        var nginx = Files.writeString(
                directory.resolve("nginx.conf"),
                "pid " + directory + "/nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\n"
                        + lines(shown, "nginx").replace("listen 80;", "listen 127.0.0.1:1;") + "\n}\n");
        Files.writeString(directory.resolve("fastcgi_params"), "");
        Command.run(List.of("nginx", "-t", "-q", "-c", nginx.toString()));
        var modules = List.of("mpm_event", "authz_core", "dir", "proxy", "proxy_fcgi").stream()
                .map(module -> "LoadModule " + module + "_module /usr/lib/apache2/modules/mod_" + module + ".so\n")
                .collect(Collectors.joining());
        var apache = Files.writeString(
                directory.resolve("apache.conf"),
                modules + "ServerName localhost\nErrorLog /dev/stderr\nPidFile " + directory + "/apache.pid\n"
                        + "DocumentRoot " + directory + "\n" + lines(shown, "Apache") + "\n");
        Command.run(List.of("apache2", "-t", "-f", apache.toString()));
    }

    /** The indented lines below a server's name. */
    private static String lines(Ended shown, String server) {
        return shown.out()
                .lines()
                .dropWhile(line -> !line.equals("  " + server))
                .skip(1)
                .takeWhile(line -> line.startsWith("    "))
                .collect(Collectors.joining("\n"));
    }
}
