package dev.sluice.it.takeover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.fleet.Signal;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.FreshSite;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a rollout from outside: another hand, and the coordinator's sudden end. */
class InterruptedRolloutsTest {
    private static final RealFleet FLEET = RealFleet.start(3);

    @BeforeEach
    void make_a_site() {
        FreshSite.make(FLEET, SampleSite.of("v1"));
    }

    @AfterAll
    static void close() {
        FLEET.close();
    }

    @Test
    void a_host_whose_link_somebody_moved_before_its_batch_is_left_alone_and_the_others_go_back(
            @TempDir Path directory) {
        var playbook =
                PlaybookText.simple().strategy("batches: [{ size: 1, soak: 5s }, 75%], min_available: 25%, soak: 0s");
        var operator = Operator.of(FLEET, playbook, directory);
        RealHost moved = FLEET.host(3);
        moved.site().add(SampleSite.of("other"));
        try (var release = operator.startRelease(SampleSite.of("v2"), "--output-dir", "out")) {
            operator.events("out").await("BatchStarted", release);
            moved.site().switchTo("other");
            Ended ended = release.await();
            assertEquals(11, ended.exitCode(), ended::toString);
            assertSaid(ended, "web03: somebody else changed current: expected releases/v1, found releases/other");
        }
        assertEquals("releases/other", moved.site().current());
        assertEquals(SeenHost.on("v1"), SeenHost.of(FLEET.host(1)));
        assertEquals(SeenHost.on("v1"), SeenHost.of(FLEET.host(2)));
        differs(operator, "web03 +v1 +other .*somebody else changed it");

        Ended refused = operator.run("rollback", "--to", "v1", "--yes");
        assertEquals(11, refused.exitCode(), refused::toString);
        assertSaid(refused, "--force web03 --reason TEXT");
        assertEquals("releases/other", moved.site().current());
        Ended forced = operator.run("rollback", "--to", "v1", "--yes", "--force", "web03", "--reason", "a leftover");
        assertEquals(0, forced.exitCode(), forced::toString);
        assertEquals(SeenHost.all(FLEET, SeenHost.on("v1")), SeenHost.all(FLEET));
    }

    @Test
    void a_rollback_after_the_coordinators_sudden_end_puts_every_host_back(@TempDir Path directory) {
        var playbook = PlaybookText.simple();
        var operator = Operator.of(FLEET, playbook, directory);
        try (var release = operator.startRelease(SampleSite.of("v2"), "--output-dir", "out")) {
            operator.events("out").await("HostSwitched", release);
            release.kill();
            assertEquals(137, release.await().exitCode());
        }
        assertEquals("releases/v2", FLEET.host(1).site().current());

        Ended another = operator.release(SampleSite.of("v3"));
        assertEquals(7, another.exitCode(), another::toString);
        assertSaid(another, "was left unfinished");

        Ended back = operator.run("rollback", "--yes");
        assertEquals(0, back.exitCode(), back::toString);
        assertEquals(SeenHost.all(FLEET, SeenHost.on("v1")), SeenHost.all(FLEET));
        Ended hosts = operator.run("hosts", "--live");
        assertEquals(0, hosts.exitCode(), hosts::toString);

        Ended next = operator.release(SampleSite.of("v3"));
        assertEquals(0, next.exitCode(), next::toString);
        assertEquals(SeenHost.all(FLEET, SeenHost.on("v3")), SeenHost.all(FLEET));
    }

    @Test
    void a_coordinator_that_ended_while_it_brought_the_release_is_gone_on_with(@TempDir Path directory)
            throws IOException {
        var playbook = PlaybookText.simple().strategy("batches: [1, 75%], min_available: 25%, soak: 0s, parallel: 1");
        var operator = Operator.of(FLEET, playbook, directory);
        try (var release = operator.startRelease(SampleSite.of("v2"), "--output-dir", "out")) {
            operator.events("out").await("HostStaging", release);
            release.kill();
            assertEquals(137, release.await().exitCode());
        }
        Ended without = operator.run("resume", "--yes");
        assertEquals(4, without.exitCode(), without::toString);
        assertSaid(without, "web03 had release v2");
        assertSaid(without, "--artifact A goes on");
        Ended other = operator.run(
                "resume",
                "--yes",
                "--artifact",
                operator.build(SampleSite.of("v3")).toString());
        assertEquals(3, other.exitCode(), other::toString);
        assertSaid(other, "not what release v2 was made from");
        FLEET.hosts().forEach(host -> assertEquals("releases/v1", host.site().current()));

        Ended resumed = operator.run(
                "resume",
                "--yes",
                "--artifact",
                operator.build(SampleSite.of("v2")).toString());
        assertEquals(0, resumed.exitCode(), resumed::toString);
        assertEquals(SeenHost.all(FLEET, SeenHost.on("v2")), SeenHost.all(FLEET));
    }

    @Test
    void php_that_serves_another_release_than_the_link_says_is_seen(@TempDir Path directory) {
        var operator = Operator.of(FLEET, PlaybookText.simple(), directory);
        Ended release = operator.release(SampleSite.of("v2"));
        assertEquals(0, release.exitCode(), release::toString);
        RealHost host = FLEET.host(2);
        host.site().switchTo("v1");
        host.fpm().signalAll(Signal.KILL);
        host.fpm().start();
        assertEquals(Set.of("v1"), SeenHost.of(host).served());
        differs(operator, "web02 +v2 +v1 +v1 .*somebody else changed it");
        host.site().switchTo("v2");
        differs(operator, "web02 +v2 +v2 +v1 .*PHP serves another release than current names");
    }

    private static void differs(Operator operator, String pattern) {
        Ended hosts = operator.run("hosts", "--live");
        assertEquals(11, hosts.exitCode(), hosts::toString);
        assertTrue(hosts.out().lines().anyMatch(line -> line.matches(pattern)), hosts::toString);
    }

    private static void assertSaid(Ended ended, String text) {
        assertTrue(ended.said().contains(text), () -> "'" + text + "' is not in\n" + ended);
    }
}
