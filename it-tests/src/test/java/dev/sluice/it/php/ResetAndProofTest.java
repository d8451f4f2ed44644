package dev.sluice.it.php;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.Purpose;
import dev.sluice.it.fleet.FleetOptions;
import dev.sluice.it.fleet.FleetOptions.DocumentRoot;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.site.SampleSite;
import dev.sluice.opcache.EndpointException;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.opcache.ProofOutcome.NotProved;
import dev.sluice.opcache.ProofOutcome.Reason;
import dev.sluice.playbook.Proof.Workers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That the site is stale before the reset, new after the proof, and that the proof is no sooner than that. */
class ResetAndProofTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void every_worker_is_stale_before_the_reset_and_new_after_it() throws Exception {
        try (var fleet = RealFleet.start(1);
                var host = new EndpointHost(fleet.host(1))) {
            host.makeLive(SampleSite.of("v1"));
            host.add(SampleSite.of("v2"));
            host.host.site().switchTo("v2");
            var switched = EndpointHost.TIME.elapsed();

            var before = host.prove("v2", host.none(), switched, new Workers.All(), Duration.ofMillis(300));
            var stale = assertInstanceOf(NotProved.class, before);
            assertEquals(Reason.STALE, stale.reason());
            assertEquals(0, stale.evidence().proved());
            assertTrue(
                    stale.seen().contains("its own file is of v1, current is v1, an include through current is v1"),
                    stale::seen);
            host.assertVisitorsSee("v1");

            var reset = host.reset(LONG).apply("v2", Purpose.RELEASE);
            assertEquals(1, reset.after().manual() - reset.before().manual());
            var proved = EndpointHost.requireProved(host.prove("v2", reset, switched, new Workers.All(), LONG));
            assertEquals(4, proved.evidence().proved());
            assertEquals(4, proved.evidence().seen());
            host.assertVisitorsSee("v2");
        }
    }

    @Test
    void a_slow_request_holds_the_reset_up_and_old_code_is_served_until_it_ends() throws Exception {
        try (var fleet = RealFleet.start(1);
                var host = new EndpointHost(fleet.host(1))) {
            host.makeLive(SampleSite.of("v1"));
            host.add(SampleSite.of("v2"));
            var slow = host.beginSlowRequest(6000);
            host.host.site().switchTo("v2");
            var switched = EndpointHost.TIME.elapsed();

            var impatient = assertThrows(EndpointException.class, () -> host.reset(Duration.ofSeconds(1))
                    .apply("v2", Purpose.RELEASE));
            assertEquals(Kind.RESET_PENDING, impatient.kind());
            assertTrue(impatient.toString().matches(".*busy all the time: (worker \\d+(, )?)+"), impatient.toString());
            var meanwhile = host.prove("v2", host.none(), switched, new Workers.All(), Duration.ofMillis(200));
            assertEquals(
                    Reason.STALE, assertInstanceOf(NotProved.class, meanwhile).reason());
            assertFalse(slow.isDone(), "the request was to be still running");

            slow.join();
            var proved = EndpointHost.requireProved(host.prove("v2", host.none(), switched, new Workers.All(), LONG));
            assertEquals(4, proved.evidence().proved());
            host.assertVisitorsSee("v2");
        }
    }

    @Test
    void a_worker_busy_since_before_the_switch_is_proved_when_it_is_free() throws Exception {
        try (var fleet = RealFleet.start(1);
                var host = new EndpointHost(fleet.host(1))) {
            host.makeLive(SampleSite.of("v1"));
            var slow = host.beginSlowRequest(3000);
            var proof = host.prove(
                    "v1", host.none(), EndpointHost.TIME.elapsed(), new Workers.All(), Duration.ofMillis(500));
            assertTrue(slow.isDone());
            assertEquals(4, EndpointHost.requireProved(proof).evidence().proved());
        }
    }

    @Test
    void after_the_live_release_adopted_the_endpoint_a_switch_finds_it_at_once() throws Exception {
        try (var fleet = RealFleet.start(1);
                var host = new EndpointHost(fleet.host(1))) {
            host.host.site().make(SampleSite.of("v1"));
            host.adopt("v1");
            EndpointHost.requireProved(
                    host.prove("v1", host.none(), EndpointHost.TIME.elapsed(), new Workers.All(), LONG));
            assertSwitches(host, "v2");
        }
    }

    @Test
    void without_adoption_workers_do_not_find_the_endpoint_after_the_first_switch() throws Exception {
        try (var fleet = RealFleet.start(1);
                var host = new EndpointHost(fleet.host(1))) {
            host.host.site().make(SampleSite.of("v1"));
            host.add(SampleSite.of("v2"));
            host.host.site().switchTo("v2");
            var failure =
                    assertThrows(EndpointException.class, () -> host.client().status("v2"));
            assertEquals(Kind.MISSING, failure.kind());
        }
    }

    @Test
    void with_realpath_root_the_entry_is_new_at_once_and_includes_through_current_are_not() throws Exception {
        FleetOptions options = RealFleet.of(1).root(DocumentRoot.REALPATH_ROOT);
        try (var fleet = options.start();
                var host = new EndpointHost(fleet.host(1))) {
            host.makeLive(SampleSite.of("v1"));
            host.add(SampleSite.of("v2"));
            host.host.site().switchTo("v2");
            var outcome = host.prove(
                    "v2", host.none(), EndpointHost.TIME.elapsed(), new Workers.All(), Duration.ofMillis(500));
            var seen = assertInstanceOf(NotProved.class, outcome).seen();
            assertTrue(seen.contains("its own file is of v2, current is v1, an include through current is v1"), seen);
            assertEquals(
                    "resolved", host.client().facts("v2").facts().orElseThrow().root());

            var reset = host.reset(LONG).apply("v2", Purpose.RELEASE);
            EndpointHost.requireProved(host.prove("v2", reset, EndpointHost.TIME.elapsed(), new Workers.All(), LONG));
            host.assertVisitorsSee("v2");
        }
    }

    @Test
    void eight_workers_are_all_proved() throws Exception {
        try (var fleet = RealFleet.of(1).workers(8).start();
                var host = new EndpointHost(fleet.host(1))) {
            host.makeLive(SampleSite.of("v1"));
            assertSwitches(host, "v2");
        }
    }

    @Test
    void where_php_cannot_write_its_temporary_directory_nothing_is_done() throws Exception {
        try (var fleet = RealFleet.of(1).php("sys_temp_dir = /nowhere").start();
                var host = new EndpointHost(fleet.host(1))) {
            host.add(SampleSite.of("v1"));
            host.host.site().make(SampleSite.of("v1"));
            var failure =
                    assertThrows(EndpointException.class, () -> host.client().status("v1"));
            assertEquals(Kind.REJECTED, failure.kind());
            assertTrue(failure.toString().contains("refused status: store"), failure.toString());
        }
    }

    @Test
    void an_api_that_is_restricted_to_another_directory_is_known_and_a_reset_is_refused() throws Exception {
        try (var fleet = RealFleet.of(1)
                        .php("opcache.restrict_api = /elsewhere/")
                        .start();
                var host = new EndpointHost(fleet.host(1))) {
            host.add(SampleSite.of("v1"));
            host.host.site().make(SampleSite.of("v1"));
            var obstacles = host.prepare("v1").choice().obstacles();
            assertEquals(1, obstacles.size(), obstacles::toString);
            assertTrue(obstacles.get(0).what().contains("restrict_api"), obstacles::toString);
            var failure =
                    assertThrows(EndpointException.class, () -> host.reset(LONG).apply("v1", Purpose.RELEASE));
            assertTrue(failure.toString().contains("reset_refused"), failure.toString());
        }
    }

    private static void assertSwitches(EndpointHost host, String label) throws Exception {
        host.add(SampleSite.of(label));
        host.host.site().switchTo(label);
        var switched = EndpointHost.TIME.elapsed();
        var reset = host.reset(LONG).apply(label, Purpose.RELEASE);
        var evidence = EndpointHost.requireProved(host.prove(label, reset, switched, new Workers.All(), LONG))
                .evidence();
        assertEquals(evidence.seen(), evidence.proved());
        host.assertVisitorsSee(label);
    }
}
