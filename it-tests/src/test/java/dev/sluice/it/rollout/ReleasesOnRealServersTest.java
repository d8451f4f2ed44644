package dev.sluice.it.rollout;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
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

/** The life of a site on two hosts, told in order: each step begins where the one before ended. */
class ReleasesOnRealServersTest {
    private static final RealFleet FLEET = RealFleet.start(2);

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
        var playbook =
                PlaybookText.simple().strategy("batches: [1, 1], min_available: 50%, soak: 0s, on_failure: revert_all");
        var operator = Operator.of(FLEET, playbook, directory);
        everywhere(FLEET, SeenHost.madeByHand("v1"));

        ends(0, operator.release(SampleSite.of("v2"))).shows("done: 2 hosts serve v2");
        isOn("v2", operator);
        ends(0, operator.release(SampleSite.of("v3"))).shows("done: 2 hosts serve v3");
        isOn("v3", operator);

        aBrokenReleaseIsTakenBack(operator);
        isOn("v3", operator);

        ends(0, operator.release(SampleSite.of("v3"))).shows("live everywhere already");
        isOn("v3", operator);

        ends(0, operator.run("rollback", "--yes")).shows("done: 2 hosts serve v2");
        isOn("v2", operator);
        // Not to v4, which was broken, nor to v3, which was rolled back.
        ends(0, operator.run("rollback", "--yes")).shows("done: 2 hosts serve v1");
        isOn("v1", operator);

        theRecordTellsIt(operator);
    }

    private static void aBrokenReleaseIsTakenBack(Operator operator) {
        ends(5, operator.release(SampleSite.of("v4").broken()))
                .shows("web01 is not healthy")
                .shows("500")
                .shows("every host is back on v3");
    }

    private static void theRecordTellsIt(Operator operator) {
        Ended history = ends(0, operator.run("history")).ended();
        List<String> rollouts = history.out().lines().skip(1).toList();
        var endings = List.of(
                "rollback +v1 +succeeded",
                "rollback +v2 +succeeded",
                "release +v4 +reverted",
                "release +v3 +succeeded",
                "release +v2 +succeeded");
        assertEquals(endings.size(), rollouts.size(), history::toString);
        for (int i = 0; i < endings.size(); i++) {
            assertTrue(rollouts.get(i).matches("r-[0-9a-f]{8} .* " + endings.get(i) + " .*"), history::toString);
        }
        ends(0, operator.run("audit", "verify"));
        Ended status =
                ends(0, operator.run("status", "--live")).shows("v1: succeeded").ended();
        assertEquals(
                2, status.out().lines().filter(line -> line.contains("healthy")).count(), status::toString);
    }

    private static void isOn(String release, Operator operator) {
        everywhere(FLEET, release);
        Ended hosts = ends(0, operator.run("hosts", "--live")).ended();
        assertEquals(
                2,
                hosts.out()
                        .lines()
                        .filter(line -> line.matches("web0[12] +(" + release + " +){3}.*"))
                        .count(),
                hosts::toString);
    }
}
