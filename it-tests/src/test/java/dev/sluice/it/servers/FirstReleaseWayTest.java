package dev.sluice.it.servers;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.FleetOptions.WebServer;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first release of a host ever: what keeps requests from the endpoint is found before anything is switched. */
@Execution(ExecutionMode.CONCURRENT)
class FirstReleaseWayTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    @Tag("everything")
    void a_sample_configuration_is_found_before_the_first_switch() throws IOException {
        try (var fleet = RealFleet.start(1)) {
            var nginx = new NginxFile(fleet.host(1), fleet.directory());
            nginx.use(NginxFile.SYMFONY, List.of());
            var operator = Operator.of(fleet, PlaybookText.simple(), directory);
            var began = System.nanoTime();
            ends(4, operator.release(SampleSite.of("v1")))
                    .shows("as with Symfony's sample configuration")
                    .shows("location = /_sluice.php {");
            System.out.println("Symfony's sample, first release: exit 4 after "
                    + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s");
            assertUnserved(fleet);

            nginx.add(List.of("location = /_sluice.php { root " + fleet.host(1).sitePath()
                    + "/current/public; include fastcgi_params; fastcgi_param SCRIPT_FILENAME"
                    + " $document_root$fastcgi_script_name; fastcgi_pass unix:"
                    + fleet.host(1).fpmSocket() + "; }"));
            ends(0, operator.release(SampleSite.of("v2"))).shows("proved 4/4 workers");
        }
    }

    @Test
    @Tag("everything")
    void a_document_root_that_is_not_the_web_servers_is_named() throws IOException {
        try (var fleet = RealFleet.start(1)) {
            new LiveNginx(fleet, 1).replace("/current/public;", "/current/web;");
            var operator = Operator.of(fleet, PlaybookText.simple(), directory);
            ends(4, operator.release(SampleSite.of("v1")))
                    .shows("the web server does not serve " + fleet.host(1).sitePath() + "/current/public")
                    .shows("or correct path and release.docroot");
            assertUnserved(fleet);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"APACHE_FPM", "APACHE_MODULE"})
    @Tag("everything")
    void a_rule_of_apache_is_found_too(WebServer server) throws IOException {
        var denied = "<Files \"_sluice.php\">\n Require all denied\n</Files>";
        try (var fleet = RealFleet.of(1).server(server).vhost(denied).start()) {
            var operator = Operator.of(fleet, PlaybookText.simple(), directory);
            ends(4, operator.release(SampleSite.of("v1"))).shows("Apache answers 403 for /_sluice.php itself");
            assertUnserved(fleet);
        }
    }

    @Test
    void a_first_release_goes_through_and_leaves_nothing_of_the_trial() throws IOException {
        releaseFirst(WebServer.NGINX);
    }

    @ParameterizedTest
    @EnumSource(names = {"APACHE_FPM", "APACHE_MODULE"})
    @Tag("everything")
    void a_first_release_behind_apache_leaves_nothing_of_the_trial(WebServer server) throws IOException {
        releaseFirst(server);
    }

    private void releaseFirst(WebServer server) throws IOException {
        try (var fleet = RealFleet.of(1).server(server).start()) {
            var operator = Operator.of(fleet, PlaybookText.simple(), directory);
            // What a power cut left in the middle of a trial.
            var site = fleet.host(1).sitePath();
            Files.createDirectories(site.resolve("releases/.incoming-way-1/public"));
            Files.createSymbolicLink(site.resolve("current"), Path.of("releases/.incoming-way-1"));
            ends(0, operator.release(SampleSite.of("v1"))).shows("proved");
            assertEquals("releases/v1", fleet.host(1).site().current());
            if (server == WebServer.NGINX) {
                assertEquals(SeenHost.on("v1"), SeenHost.of(fleet.host(1)));
            }
            ends(0, operator.run("prune", "--yes"));
            try (var left = Files.list(site.resolve("releases"))) {
                assertEquals(
                        List.of("v1"),
                        left.map(path -> path.getFileName().toString()).toList());
            }
        }
    }

    private static void assertUnserved(RealFleet fleet) throws IOException {
        var site = fleet.host(1).sitePath();
        assertFalse(Files.exists(site.resolve("current"), LinkOption.NOFOLLOW_LINKS));
        try (var left = Files.list(site.resolve("releases"))) {
            assertTrue(left.noneMatch(path -> path.getFileName().toString().startsWith(".incoming-way")));
        }
    }
}
