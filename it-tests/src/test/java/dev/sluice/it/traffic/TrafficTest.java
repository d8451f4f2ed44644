package dev.sluice.it.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.FleetOptions.DocumentRoot;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.fleet.Signal;
import dev.sluice.it.site.SampleSite;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That the fleet really caches, as production does, and that traffic really sees what a visitor would. */
class TrafficTest {
    @Test
    void a_quiet_site_has_no_failed_stale_or_torn_answer() {
        try (var fleet = warmFleet(RealFleet.start(2));
                var traffic = Traffic.to(fleet.web()).start()) {
            traffic.awaitMore(50);
            traffic.stop();
            Answers answers = traffic.answers();
            assertEquals(Map.of("v1", answers.count()), answers.countByRelease());
            assertFalse(answers.on("web02").isEmpty());
            assertTrue(answers.failed().isEmpty(), answers::toString);
            assertTrue(answers.torn().isEmpty(), answers::toString);
        }
    }

    @Test
    void a_switch_by_hand_without_a_reset_leaves_every_answer_stale() {
        try (var fleet = warmFleet(RealFleet.start(1));
                var traffic = Traffic.to(fleet.web()).start()) {
            Instant switched = switchByHand(fleet.host(1));
            traffic.awaitMore(50);
            traffic.stop();
            Answers after = traffic.answers().sentFrom(switched);
            assertEquals(
                    after.count(), after.stale(Map.of("web01", switched), "v2").count());
            assertEquals(Map.of("v1", after.count()), after.countByRelease());
        }
    }

    @Test
    @Tag("everything")
    void with_realpath_root_a_switch_by_hand_tears_a_site_that_includes_through_current() {
        try (var fleet = warmFleet(
                        RealFleet.of(1).root(DocumentRoot.REALPATH_ROOT).start());
                var traffic = Traffic.to(fleet.web()).start()) {
            Instant untouched = Instant.now();
            Instant switched = switchByHand(fleet.host(1));
            traffic.awaitMore(50);
            traffic.stop();
            Answers after = traffic.answers().sentFrom(switched);
            assertFalse(after.torn().isEmpty(), after::toString);
            Answers before =
                    traffic.answers().where(answer -> answer.receivedAt().isBefore(untouched));
            assertTrue(before.torn().isEmpty(), before::toString);
        }
    }

    @Test
    @Tag("everything")
    void with_realpath_root_a_site_that_resolves_its_root_once_is_new_at_once() {
        try (var fleet = RealFleet.of(1).root(DocumentRoot.REALPATH_ROOT).start()) {
            fleet.makeSiteByHand(SampleSite.of("v1").resolvingItsRootOnce());
            try (var traffic = Traffic.to(fleet.web()).start()) {
                fleet.host(1).site().add(SampleSite.of("v2").resolvingItsRootOnce());
                traffic.awaitMore(5);
                fleet.host(1).site().switchTo("v2");
                Instant switched = Instant.now();
                traffic.awaitMore(50);
                traffic.stop();
                Answers after = traffic.answers().sentFrom(switched);
                assertEquals(Map.of("v2", after.count()), after.countByRelease());
                assertTrue(traffic.answers().torn().isEmpty(), traffic.answers()::toString);
            }
        }
    }

    @Test
    void a_killed_php_is_seen_as_failed_answers_and_only_on_its_host() {
        try (var fleet = warmFleet(RealFleet.start(2));
                var traffic = Traffic.to(fleet.web()).start()) {
            traffic.awaitMore(5);
            fleet.host(1).fpm().signalAll(Signal.KILL);
            Instant killed = Instant.now();
            traffic.awaitMore(20);
            traffic.stop();
            Answers after = traffic.answers().sentFrom(killed);
            assertEquals(
                    Map.of("status 502", after.on("web01").count()),
                    after.on("web01").countByRelease());
            assertTrue(after.on("web02").failed().isEmpty(), after::toString);
        }
    }

    @Test
    @Tag("everything")
    void a_killed_web_server_is_seen_as_failed_answers() {
        try (var fleet = warmFleet(RealFleet.start(1));
                var traffic = Traffic.to(fleet.web()).start()) {
            traffic.awaitMore(5);
            fleet.host(1).webServer().signalAll(Signal.KILL);
            Instant killed = Instant.now();
            traffic.awaitMore(20);
            traffic.stop();
            Answers after = traffic.answers().sentFrom(killed);
            assertEquals(after.count(), after.failed().count(), after::toString);
        }
    }

    @Test
    void slow_visitors_keep_every_worker_busy_so_that_the_others_wait() {
        Duration slow = Duration.ofMillis(200);
        try (var fleet = warmFleet(RealFleet.of(1).workers(2).start());
                var traffic = Traffic.to(fleet.web())
                        .connections(1)
                        .slowConnections(4, slow)
                        .start()) {
            traffic.awaitMore(5);
            traffic.stop();
            Answers answers = traffic.answers();
            assertTrue(answers.failed().isEmpty(), answers::toString);
            // Four times 200 ms of work wait for two workers: a fast page has to wait for a slow one to end.
            Answers waited = answers.where(answer -> answer.took().compareTo(slow.dividedBy(2)) > 0);
            assertTrue(waited.count() > answers.count() / 2, answers::toString);
        }
    }

    private static RealFleet warmFleet(RealFleet fleet) {
        fleet.makeSiteByHand(SampleSite.of("v1"));
        return fleet;
    }

    private static Instant switchByHand(RealHost host) {
        host.site().add(SampleSite.of("v2"));
        host.site().switchTo("v2");
        return Instant.now();
    }
}
