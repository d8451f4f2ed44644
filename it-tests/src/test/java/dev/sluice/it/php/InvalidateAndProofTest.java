package dev.sluice.it.php;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.Purpose;
import dev.sluice.it.fleet.FleetOptions.DocumentRoot;
import dev.sluice.it.fleet.FleetOptions.WebServer;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.site.SampleSite;
import dev.sluice.opcache.EndpointException;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.opcache.MethodOutcome;
import dev.sluice.opcache.ProofOutcome;
import dev.sluice.playbook.Opcache.Method;
import dev.sluice.playbook.Proof.Workers;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That compiling before the switch, and dropping the old scripts after it, makes every worker serve the release without a restart. */
class InvalidateAndProofTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource
    void every_worker_is_new_and_nothing_has_restarted(DocumentRoot root) throws Exception {
        try (var fleet = RealFleet.of(1).workers(8).root(root).start();
                var host = new EndpointHost(fleet.host(1))) {
            host.makeLive(SampleSite.of("v1").withFiller(60, 30));
            host.assertVisitorsSee("v1");
            host.add(SampleSite.of("v2").withFiller(60, 30));

            var prepared = host.prepare("v2");
            assertEquals(Method.INVALIDATE, prepared.choice().method());
            assertTrue(prepared.compiled() >= 30, prepared::toString);
            host.assertVisitorsSee("v1");

            var done = switchTo(host, "v2");
            assertEquals(0, done.after().count(), "restarts");
            assertEquals("8", done.facts().get("workers swept"));
            assertTrue(Integer.parseInt(done.facts().get("scripts dropped")) >= 30, done::toString);
            host.assertVisitorsSee("v2");

            host.prepare("v1");
            switchTo(host, "v1");
            host.assertVisitorsSee("v1");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"APACHE_MODULE", "NGINX_TWO_MASTERS"})
    void whatever_stands_before_php_every_worker_of_every_master_is_new(WebServer server) throws Exception {
        switchBehind(server);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"APACHE_MODULE", "NGINX_TWO_MASTERS"})
    @Tag("everything")
    void behind_every_other_web_server_every_worker_is_new(WebServer server) throws Exception {
        switchBehind(server);
    }

    private void switchBehind(WebServer server) throws Exception {
        try (var fleet = RealFleet.of(1).server(server).start();
                var host = new EndpointHost(fleet.host(1))) {
            host.makeLive(SampleSite.of("v1"));
            host.assertVisitorsSee("v1");
            host.add(SampleSite.of("v2"));
            host.prepare("v2");
            var done = switchTo(host, "v2");
            assertEquals(
                    server == WebServer.NGINX_TWO_MASTERS ? "8" : "4",
                    done.facts().get("workers swept"));
            host.assertVisitorsSee("v2");
        }
    }

    @Test
    void until_a_slow_request_has_ended_every_visitor_gets_the_release_before() throws Exception {
        try (var fleet = RealFleet.start(1);
                var host = new EndpointHost(fleet.host(1))) {
            host.makeLive(SampleSite.of("v1"));
            host.add(SampleSite.of("v2"));
            var slow = host.beginSlowRequest(5000);
            host.host.site().switchTo("v2");

            var busy = assertThrows(EndpointException.class, () -> host.invalidate(Duration.ofSeconds(1))
                    .apply("v2", Purpose.RELEASE));
            assertEquals(Kind.WORKERS_BUSY, busy.kind());
            assertTrue(
                    busy.toString().matches(".*3 of 4 workers forgot the previous release; worker \\d+ has answered.*"),
                    busy.toString());
            host.assertVisitorsSee("v1");
            assertFalse(slow.isDone(), "the request was to be still running");

            slow.join();
            var done = host.invalidate(LONG).apply("v2", Purpose.RELEASE);
            EndpointHost.requireProved(host.prove("v2", done, EndpointHost.TIME.elapsed(), new Workers.All(), LONG));
            host.assertVisitorsSee("v2");
        }
    }

    @Test
    void one_worker_of_four_that_still_has_the_old_path_is_named() throws Exception {
        try (var fleet = RealFleet.start(1);
                var host = new EndpointHost(fleet.host(1))) {
            host.makeLive(SampleSite.of("v1"));
            host.assertVisitorsSee("v1");
            host.add(SampleSite.of("v2"));
            var slow = host.beginSlowRequest(4000);
            host.host.site().switchTo("v2");
            var swept = host.sweepIdle("v2");
            host.client().invalidate("v2", Purpose.RELEASE);
            assertFalse(slow.isDone(), "the request was to be still running");
            slow.join();

            var outcome = host.prove(
                    "v2", host.none(), EndpointHost.TIME.elapsed(), new Workers.All(), Duration.ofSeconds(2));

            var not = assertInstanceOf(ProofOutcome.NotProved.class, outcome);
            assertEquals(ProofOutcome.Reason.STALE, not.reason());
            assertTrue(
                    not.seen()
                            .matches("3 of 4 workers serve v2; worker \\d+: its own file is of v2, current is v1, .*"),
                    not.seen());
            swept.forEach(pid -> assertFalse(not.seen().contains("worker " + pid + ":"), not.seen()));
        }
    }

    @Test
    void scripts_that_were_never_asked_for_are_compiled_only_when_they_are_new() throws Exception {
        try (var fleet = RealFleet.start(1);
                var host = new EndpointHost(fleet.host(1))) {
            host.makeLive(SampleSite.of("v1").withFiller(60, 10));
            host.assertVisitorsSee("v1");
            host.add(SampleSite.of("v2").withFiller(80, 10));
            var compiled = host.prepare("v2").compiled();
            // 10 that are used, 20 that v1 has not, and the site's own few
            assertTrue(compiled >= 30 && compiled < 45, "compiled " + compiled);
            assertEquals(0, host.prepare("v2").compiled(), "a second time there is nothing left to do");
        }
    }

    @Test
    void a_script_that_cannot_be_compiled_holds_nothing_up() throws Exception {
        try (var fleet = RealFleet.start(1);
                var host = new EndpointHost(fleet.host(1))) {
            host.makeLive(SampleSite.of("v1"));
            host.add(SampleSite.of("v2").withFiller(20, 10));
            host.place("v2", "lib/filler/a-same-function.php", "<?php function everywhere() { return 1; }");
            host.place("v2", "lib/filler/b-same-function.php", "<?php function everywhere() { return 2; }");
            host.place("v2", "lib/filler/c-broken.php", "<?php this is no PHP");
            host.place("v2", "lib/filler/d-twice.php", "<?php function d() {} function d() {}");
            host.place("v2", "lib/filler/e-runs.php", "<?php file_put_contents(__DIR__ . '/ran', '');");

            var compiled = host.prepare("v2").compiled();

            assertTrue(compiled >= 23, "compiled " + compiled);
            assertFalse(host.isThere("v2", "lib/filler/ran"), "a script was run");
            assertEquals("v1", host.client().status("v1").release().file());
        }
    }

    @Test
    void a_cache_too_small_for_two_releases_gets_a_planned_restart() throws Exception {
        try (var fleet = RealFleet.of(1)
                        .php("opcache.memory_consumption = 8", "opcache.interned_strings_buffer = 1")
                        .start();
                var host = new EndpointHost(fleet.host(1))) {
            host.makeLive(SampleSite.of("v1").withFiller(1200, 1200));
            host.assertVisitorsSee("v1");
            host.add(SampleSite.of("v2").withFiller(1200, 1200));

            var choice = host.prepare("v2").choice();

            assertEquals(Method.RESET, choice.method(), choice::toString);
            assertTrue(choice.why().startsWith("a planned restart: OPcache has no room"), choice.why());
            assertFalse(host.client().status("v1").opcache().memory().full());
        }
    }

    @Test
    void only_the_live_release_is_kept_and_only_one_that_is_whole_is_compiled() throws Exception {
        try (var fleet = RealFleet.start(1);
                var host = new EndpointHost(fleet.host(1))) {
            host.makeLive(SampleSite.of("v1"));
            host.host.site().add(SampleSite.of("v2"));

            var late = assertThrows(
                    EndpointException.class, () -> host.invalidate(LONG).apply("v2", Purpose.RELEASE));
            assertTrue(late.toString().contains("refused invalidate: not_live"), late.toString());
            var unfinished = assertThrows(EndpointException.class, () -> host.prepare("v2"));
            assertTrue(unfinished.toString().contains("refused warm: no_release"), unfinished.toString());
            var outside = assertThrows(EndpointException.class, () -> host.prepare("../v1"));
            assertTrue(outside.toString().contains("refused warm: no_release"), outside.toString());
        }
    }

    @Test
    void without_opcache_workers_forget_their_paths_and_are_proved() throws Exception {
        try (var fleet = RealFleet.of(1).php("opcache.enable = 0").start();
                var host = new EndpointHost(fleet.host(1))) {
            host.makeLive(SampleSite.of("v1"));
            host.add(SampleSite.of("v2"));
            assertEquals(Method.INVALIDATE, host.prepare("v2").choice().method());
            switchTo(host, "v2");
            host.assertVisitorsSee("v2");
        }
    }

    private static MethodOutcome switchTo(EndpointHost host, String label) throws Exception {
        host.host.site().switchTo(label);
        var switched = EndpointHost.TIME.elapsed();
        var done = host.invalidate(LONG).apply(label, Purpose.RELEASE);
        EndpointHost.requireProved(host.prove(label, done, switched, new Workers.All(), LONG));
        return done;
    }
}
