package dev.sluice.it.rollout;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import dev.sluice.it.traffic.Answers;
import dev.sluice.it.traffic.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forty visitors who never stop asking, and more slow requests than there are PHP workers. */
class BusyVisitorsTest {
    private static final RealFleet FLEET = RealFleet.of(2).workers(4).start();

    @BeforeAll
    static void make_a_site() {
        FLEET.makeSiteByHand(SampleSite.of("v1"));
    }

    @AfterAll
    static void close() {
        FLEET.close();
    }

    @Test
    @Tag("everything")
    void no_visitor_sees_a_failure_or_after_the_proof_old_code(@TempDir Path directory) {
        var playbook = PlaybookText.simple();
        var operator = Operator.of(FLEET, playbook, directory);
        try (var traffic = Traffic.to(FLEET.web())
                .connections(4)
                .perSecond(25)
                .slowConnections(6, Duration.ofMillis(150))
                .start()) {
            traffic.awaitMore(3);
            ends(0, operator.release(SampleSite.of("v2"), "--output-dir", "second"));
            traffic.awaitMore(3);
            ends(0, operator.release(SampleSite.of("v3"), "--output-dir", "third"));
            traffic.awaitMore(3);
            ends(5, operator.release(SampleSite.of("v4").broken(), "--output-dir", "fourth"));
            traffic.awaitMore(3);
            traffic.stop();
            judge(traffic.answers(), operator);
        }
        everywhere(FLEET, "v3");
    }

    private static void judge(Answers answers, Operator operator) {
        var second = operator.events("second");
        var third = operator.events("third");
        var fourth = operator.events("fourth");
        assertEquals(2, second.proved("v2").size());
        assertEquals(2, third.proved("v3").size());
        var stale = answers.receivedBefore(third.switching()).stale(second.proved("v2"), "v2");
        var staleLater = answers.receivedBefore(fourth.switching()).stale(third.proved("v3"), "v3");
        var staleBack = answers.stale(fourth.proved("v3"), "v3");
        var staleCount = stale.count() + staleLater.count() + staleBack.count();
        var meanwhile = answers.receivedBefore(second.proved("v2")).stale(second.switching(), "v2");
        System.out.printf(
                "visitors: %d answers, %d failed, %d stale, %d torn, 2 releases and 1 revert of 2 hosts, %s; %d old ones"
                        + " between the first switch and its proof%n",
                answers.count(),
                answers.failed().count(),
                staleCount,
                answers.torn().count(),
                answers.latency(),
                meanwhile.count());
        assertTrue(answers.failed().isEmpty(), () -> answers.failed().toString());
        assertTrue(stale.isEmpty(), stale::toString);
        assertTrue(staleLater.isEmpty(), staleLater::toString);
        assertTrue(staleBack.isEmpty(), staleBack::toString);
    }
}
