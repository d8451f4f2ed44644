package dev.sluice.it.servers;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The endpoint is run by PHP-FPM over its socket, where the web server does not pass it on. */
@Execution(ExecutionMode.CONCURRENT)
class OverSocketTest {
    private static final String ASKED =
            "queried over PHP-FPM's socket, which does not show which root the web server uses";

    @TempDir
    private Path directory;

    @Test
    void a_release_is_proved_over_the_socket_and_so_is_the_way_back() throws IOException {
        try (var fleet = symfony()) {
            var operator = Operator.of(fleet, PlaybookText.simple().endpoint("fastcgi"), directory);
            var released = operator.release(SampleSite.of("v2"), "--output-dir", "out");
            ends(0, released).shows("proved 4/4 workers").shows(ASKED);
            assertServes(fleet, "v2");
            var events = Files.readString(directory.resolve("out/events.jsonl"));
            assertTrue(events.contains("\"asked\":\"over PHP-FPM's socket"), events);

            ends(5, operator.release(SampleSite.of("v3").broken())).shows("proved 4/4 workers");
            assertServes(fleet, "v2");
        }
    }

    @Test
    @Tag("everything")
    void the_socket_is_taken_by_itself_where_the_web_server_is_in_the_way() throws IOException {
        try (var fleet = symfony()) {
            var operator = Operator.of(fleet, PlaybookText.simple().endpoint("auto"), directory);
            var released = operator.release(SampleSite.of("v2"));
            ends(0, released).shows(ASKED);
            assertServes(fleet, "v2");

            var doctor = operator.run("doctor");
            ends(0, doctor)
                    .shows("it answers over PHP-FPM's socket")
                    .shows("as with Symfony's sample configuration")
                    .shows("location = /_sluice.php {");
        }
    }

    @Test
    @Tag("everything")
    void the_web_server_is_asked_where_it_passes_the_endpoint_on() {
        try (var fleet = RealFleet.start(1)) {
            fleet.makeSiteByHand(SampleSite.of("v1"));
            var released = Operator.of(fleet, PlaybookText.simple().endpoint("auto"), directory)
                    .release(SampleSite.of("v2"));
            ends(0, released).shows("proved 4/4 workers").showsNot(ASKED);
        }
    }

    @Test
    void an_sshd_that_forwards_to_no_socket_is_told_before_anything_is_switched() throws IOException {
        try (var fleet = RealFleet.of(1).sshd("AllowStreamLocalForwarding no").start()) {
            fleet.makeSiteByHand(SampleSite.of("v1"));
            var refused = Operator.of(fleet, PlaybookText.simple().endpoint("fastcgi"), directory)
                    .release(SampleSite.of("v2"));
            ends(4, refused)
                    .shows("no connection to " + fleet.host(1).fpmSocket())
                    .shows("sshd_config allows it (AllowStreamLocalForwarding local");
            assertEquals("releases/v1", fleet.host(1).site().current());
        }
    }

    @Test
    @Tag("everything")
    void a_socket_where_nobody_listens_is_told_before_anything_is_switched() throws IOException {
        try (var fleet = RealFleet.start(1)) {
            fleet.makeSiteByHand(SampleSite.of("v1"));
            var socket = fleet.host(1).fpmSocket().toString();
            var inventory = fleet.inventory("prod").replace(socket, socket + "-none");
            var refused = Operator.of(inventory, PlaybookText.simple().endpoint("fastcgi"), directory)
                    .release(SampleSite.of("v2"));
            ends(4, refused)
                    .shows("no connection to " + socket + "-none as seen from the host")
                    .shows("check that PHP-FPM listens there");
            assertEquals("releases/v1", fleet.host(1).site().current());
        }
    }

    private static RealFleet symfony() throws IOException {
        var fleet = RealFleet.start(1);
        fleet.makeSiteByHand(SampleSite.of("v1"));
        new NginxFile(fleet.host(1), fleet.directory()).use(NginxFile.SYMFONY, List.of());
        return fleet;
    }

    private static void assertServes(RealFleet fleet, String release) {
        var page = fleet.host(1).site().get("/").body();
        assertTrue(page.contains("entry=" + release + " include=" + release + " current=" + release), page);
    }
}
