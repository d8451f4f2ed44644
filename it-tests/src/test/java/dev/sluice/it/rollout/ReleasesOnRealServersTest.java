package dev.sluice.it.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.site.SampleSite;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a site on eight hosts, told in order: each step begins where the one before ended. */
class ReleasesOnRealServersTest {
    private static final RealFleet FLEET = RealFleet.start(8);

    @BeforeAll
    static void make_a_site() {
        FLEET.makeSiteByHand(SampleSite.of("v1"));
    }

    @AfterAll
    static void close() {
        FLEET.close();
    }

    @Test
    void a_warm_site_made_by_hand_is_released_to_reverted_and_rolled_back(@TempDir Path directory) {
        var playbook = PlaybookText.simple()
                .strategy("batches: [1, 3, 50%], min_available: 50%, soak: 0s, on_failure: revert_all");
        var operator = Operator.of(FLEET, playbook, directory);
        assertEverywhere(SeenHost.madeByHand("v1"));

        succeeds(operator.release(SampleSite.of("v2")), "done: 8 hosts serve v2");
        isOn("v2", operator);
        succeeds(operator.release(SampleSite.of("v3")), "done: 8 hosts serve v3");
        isOn("v3", operator);

        aBrokenReleaseIsTakenBack(operator);
        isOn("v3", operator);

        succeeds(operator.release(SampleSite.of("v3")), "live everywhere already");
        isOn("v3", operator);

        succeeds(operator.run("rollback", "--yes"), "done: 8 hosts serve v2");
        isOn("v2", operator);
        succeeds(operator.release(SampleSite.of("v5")), "done: 8 hosts serve v5");
        // Not to v4, which was broken, nor to v3, which was rolled back.
        succeeds(operator.run("rollback", "--yes"), "done: 8 hosts serve v2");
        isOn("v2", operator);
        succeeds(operator.run("rollback", "--yes"), "done: 8 hosts serve v1");
        isOn("v1", operator);

        theRecordTellsIt(operator);
    }

    private static void aBrokenReleaseIsTakenBack(Operator operator) {
        Ended broken = operator.release(SampleSite.of("v4").broken());
        assertEquals(5, broken.exitCode(), broken::toString);
        assertSaid(broken, "web01 is not healthy");
        assertSaid(broken, "500");
        assertSaid(broken, "everything is back on v3");
    }

    private static void theRecordTellsIt(Operator operator) {
        Ended history = operator.run("history");
        assertEquals(0, history.exitCode(), history::toString);
        List<String> rollouts = history.out().lines().skip(1).toList();
        var endings = List.of(
                "rollback +v1 +succeeded",
                "rollback +v2 +succeeded",
                "release +v5 +succeeded",
                "rollback +v2 +succeeded",
                "release +v4 +reverted",
                "release +v3 +succeeded",
                "release +v2 +succeeded");
        assertEquals(endings.size(), rollouts.size(), history::toString);
        for (int i = 0; i < endings.size(); i++) {
            assertTrue(rollouts.get(i).matches("r-[0-9a-f]{8} .* " + endings.get(i) + " .*"), history::toString);
        }
        Ended status = operator.run("status", "--live");
        assertEquals(0, status.exitCode(), status::toString);
        assertSaid(status, "v1: succeeded");
        assertEquals(
                8, status.out().lines().filter(line -> line.contains("healthy")).count(), status::toString);
    }

    private static void succeeds(Ended ended, String said) {
        assertEquals(0, ended.exitCode(), ended::toString);
        assertSaid(ended, said);
    }

    private static void assertSaid(Ended ended, String text) {
        assertTrue(ended.said().contains(text), () -> "'" + text + "' is not in\n" + ended);
    }

    private static void isOn(String release, Operator operator) {
        assertEverywhere(SeenHost.on(release));
        Ended hosts = operator.run("hosts", "--live");
        assertEquals(0, hosts.exitCode(), hosts::toString);
        assertEquals(
                8,
                hosts.out()
                        .lines()
                        .filter(line -> line.matches("web0[1-8] +(" + release + " +){3}.*"))
                        .count(),
                hosts::toString);
    }

    private static void assertEverywhere(SeenHost expected) {
        assertEquals(SeenHost.all(FLEET, expected), SeenHost.all(FLEET));
    }
}
