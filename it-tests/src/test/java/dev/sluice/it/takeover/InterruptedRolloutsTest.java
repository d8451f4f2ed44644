package dev.sluice.it.takeover;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.fleet.Signal;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a rollout from outside: another hand, and the coordinator's sudden end. */
class InterruptedRolloutsTest {
    private static final RealFleet FLEET = RealFleet.start(2);

    @BeforeEach
    void make_a_site() {
        FreshSite.make(FLEET, SampleSite.of("v1"));
    }

    @AfterAll
    static void close() {
        FLEET.close();
    }

    @Test
    @Tag("everything")
    void a_host_whose_link_somebody_moved_before_its_batch_is_left_alone_and_the_others_go_back(
            @TempDir Path directory) {
        var playbook =
                PlaybookText.simple().strategy("batches: [{ size: 1, soak: 5s }, 75%], min_available: 25%, soak: 0s");
        var operator = Operator.of(FLEET, playbook, directory);
        RealHost moved = FLEET.host(2);
        moved.site().add(SampleSite.of("other"));
        try (var release = operator.startRelease(SampleSite.of("v2"), "--output-dir", "out")) {
            operator.events("out").await("BatchStarted", release);
            moved.site().switchTo("other");
            ends(11, release.await())
                    .shows(
                            "web02: another process or operator changed current: expected releases/v1, found releases/other");
        }
        assertEquals("releases/other", moved.site().current());
        assertEquals(SeenHost.on("v1"), SeenHost.of(FLEET.host(1)));
        differs(operator, "web02 +v1 +other .*another tool or person changed it");

        ends(11, operator.run("rollback", "--to", "v1", "--yes")).shows("--force web02 --reason TEXT");
        assertEquals("releases/other", moved.site().current());
        ends(0, operator.run("rollback", "--to", "v1", "--yes", "--force", "web02", "--reason", "a leftover"));
        everywhere(FLEET, "v1");
    }

    @Test
    @Tag("everything")
    void a_rollback_after_the_coordinators_sudden_end_puts_every_host_back(@TempDir Path directory) {
        var playbook = PlaybookText.simple();
        var operator = Operator.of(FLEET, playbook, directory);
        try (var release = operator.startRelease(SampleSite.of("v2"), "--output-dir", "out")) {
            operator.events("out").await("HostSwitched", release);
            release.kill();
            ends(137, release.await());
        }
        assertEquals("releases/v2", FLEET.host(1).site().current());

        ends(13, operator.release(SampleSite.of("v3"))).shows("was left unfinished");

        ends(0, operator.run("rollback", "--yes"));
        everywhere(FLEET, "v1");
        ends(0, operator.run("hosts", "--live"));

        ends(0, operator.release(SampleSite.of("v3")));
        everywhere(FLEET, "v3");
    }

    @Test
    @Tag("everything")
    void a_coordinator_that_ended_while_it_brought_the_release_is_gone_on_with(@TempDir Path directory)
            throws IOException {
        var playbook = PlaybookText.simple().strategy("batches: [1, 75%], min_available: 25%, soak: 0s, parallel: 1");
        var operator = Operator.of(FLEET, playbook, directory);
        try (var release = operator.startRelease(SampleSite.of("v2"), "--output-dir", "out")) {
            operator.events("out").await("HostStaging", release);
            release.kill();
            ends(137, release.await());
        }
        ends(4, operator.run("resume", "--yes")).shows("web02 had release v2").shows("--artifact A continues");
        var other = operator.build(SampleSite.of("v3")).toString();
        ends(3, operator.run("resume", "--yes", "--artifact", other)).shows("not what release v2 was made from");
        FLEET.hosts().forEach(host -> assertEquals("releases/v1", host.site().current()));

        var own = operator.build(SampleSite.of("v2")).toString();
        ends(0, operator.run("resume", "--yes", "--artifact", own));
        everywhere(FLEET, "v2");
    }

    @Test
    void php_that_serves_another_release_than_the_link_says_is_seen(@TempDir Path directory) {
        var operator = Operator.of(FLEET, PlaybookText.simple(), directory);
        ends(0, operator.release(SampleSite.of("v2")));
        RealHost host = FLEET.host(2);
        host.site().switchTo("v1");
        host.fpm().signalAll(Signal.KILL);
        host.fpm().start();
        assertEquals(Set.of("v1"), SeenHost.of(host).served());
        differs(operator, "web02 +v2 +v1 +v1 .*another tool or person changed it");
        host.site().switchTo("v2");
        differs(operator, "web02 +v2 +v2 +v1 .*PHP serves another release than current names");
    }

    private static void differs(Operator operator, String pattern) {
        ends(11, operator.run("hosts", "--live")).showsLine(pattern);
    }
}
