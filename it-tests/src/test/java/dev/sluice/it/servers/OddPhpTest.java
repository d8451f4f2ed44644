package dev.sluice.it.servers;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.FleetOptions;
import dev.sluice.it.fleet.FleetOptions.DocumentRoot;
import dev.sluice.it.fleet.FleetOptions.WebServer;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import dev.sluice.it.web.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is odd about a host's PHP ends a release as promised, in a sentence that says why. */
@Execution(ExecutionMode.CONCURRENT)
class OddPhpTest {
    private static final String IMPATIENT = "workers: all, within: 3s, busy: wait, busy_for: 4s";

    @TempDir
    private Path directory;

    private int operators;

    @Test
    @Tag("everything")
    void something_that_answers_200_to_everything_is_not_the_endpoint() {
        var options = RealFleet.of(1).vhost("location = /_sluice.php { return 200 \"ok\"; }");
        try (var fleet = live(options)) {
            var ended = release(fleet, PlaybookText.simple());
            ends(4, ended).shows("is not what answered (200, ");
            assertEquals("releases/v1", fleet.host(1).site().current());
        }
    }

    @Test
    @Tag("everything")
    void includes_through_current_stay_old_with_realpath_root_when_nothing_is_done() {
        try (var fleet = live(RealFleet.of(1).root(DocumentRoot.REALPATH_ROOT))) {
            var ended = release(fleet, PlaybookText.simple().method("none").proof(IMPATIENT));
            ends(5, ended).shows("its own file is of v2, current is v1, an include through current is v1");
            assertEquals("releases/v1", fleet.host(1).site().current());
        }
    }

    @Test
    void a_reset_that_reaches_one_of_two_masters_is_found_out() {
        try (var fleet = live(RealFleet.of(1).server(WebServer.NGINX_TWO_MASTERS))) {
            var ended = release(fleet, PlaybookText.simple().method("reset").proof(IMPATIENT));
            ends(6, ended)
                    .shows("the reset reached one of several caches: processes of masters ")
                    .shows("one address must lead to one FPM master");
        }
    }

    @Test
    @Tag("everything")
    void both_of_two_masters_take_a_release_up_when_old_scripts_are_dropped() {
        try (var fleet = live(RealFleet.of(1).server(WebServer.NGINX_TWO_MASTERS))) {
            ends(0, release(fleet, PlaybookText.simple())).shows("proved 8/8 workers");
        }
    }

    @Test
    @Tag("everything")
    void a_reload_that_would_end_requests_is_refused_unless_the_host_is_drained() {
        try (var fleet = live(RealFleet.of(1))) {
            var playbook = PlaybookText.simple()
                    .reload("kill -USR2 " + fleet.host(1).fpm().pid());
            var refused = release(fleet, playbook);
            ends(4, refused).shows("a reload would end requests of visitors").shows("process_control_timeout is 0 in ");
            assertEquals("releases/v1", fleet.host(1).site().current());

            var drained = playbook.more("tasks: { before_switch: [{ name: drain, run: 'true' }] }");
            ends(0, release(fleet, drained)).shows("proved 4/4 workers");
            assertTrue(fleet.host(1).site().get("/").body().contains("entry=v2 include=v2 current=v2"));
        }
    }

    @Test
    @Tag("everything")
    void a_restart_that_never_comes_about_names_what_it_waits_for() {
        try (var fleet = patient()) {
            var slow = slowRequest(fleet.host(1), 50_000);
            var ended = release(fleet, PlaybookText.simple().method("reset").proof(IMPATIENT));
            ends(6, ended).shows("the reset waits for running requests; busy all the time: worker ");
            assertTrue(!slow.isDone(), "the request was to be still running");
            assertEquals(200, slow.join());
        }
    }

    @Test
    @Tag("everything")
    void a_worker_that_is_busy_for_a_minute_is_waited_for() {
        try (var fleet = patient()) {
            var slow = slowRequest(fleet.host(1), 60_000);
            var ended = release(fleet, PlaybookText.simple());
            ends(0, ended).shows("proved 4/4 workers");
            assertEquals(200, slow.join());
        }
    }

    @Test
    @Tag("everything")
    void a_worker_that_is_busy_fails_the_host_where_the_playbook_says_so_and_the_way_back_waits_for_it() {
        try (var fleet = patient()) {
            var slow = slowRequest(fleet.host(1), 30_000);
            var ended = release(fleet, PlaybookText.simple().proof("workers: all, within: 2s, busy: fail"));
            ends(5, ended).shows("3 of 4 workers forgot the previous release; worker ");
            assertEquals(200, slow.join());
            assertEquals("releases/v1", fleet.host(1).site().current());
        }
    }

    /** nginx gives PHP a minute unless told otherwise. */
    private static RealFleet patient() {
        return live(RealFleet.of(1).vhost("fastcgi_read_timeout 120s;"));
    }

    private static RealFleet live(FleetOptions options) {
        var fleet = options.start();
        fleet.makeSiteByHand(SampleSite.of("v1"));
        return fleet;
    }

    private Ended release(RealFleet fleet, PlaybookText playbook) {
        var own = directory.resolve("operator-" + ++operators).toFile();
        assertTrue(own.mkdir());
        return Operator.of(fleet, playbook, own.toPath()).release(SampleSite.of("v2"));
    }

    /** Begins one; it is at its worker long before a release has asked anything. */
    private static CompletableFuture<Integer> slowRequest(RealHost host, int milliseconds) {
        return CompletableFuture.supplyAsync(() -> {
            try (var patient = new WebConnection(host.web(), Duration.ofMinutes(2))) {
                return patient.get("/slow.php?ms=" + milliseconds).status();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
