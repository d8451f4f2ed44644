package dev.sluice.it.front;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.daemon.DaemonSpec;
import dev.sluice.daemon.DaemonSpec.Retain;
import dev.sluice.it.nights.ServedSites;
import dev.sluice.it.nights.SetTime;
import dev.sluice.operation.RolloutResult;
import dev.sluice.rollout.Outcome;
import dev.sluice.wiring.Coordinator;
import dev.sluice.wiring.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * One daemon releases to two sites every hour of a clock that is set, and it uses after the last no more than after the first tenth. {@code -Dsluice.it.releases=1000} makes as many as a year of nights; the ordinary build has fewer.
 */
@Isolated("threads and descriptors of this process are counted")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class OneDaemonTest {
    private static final int RELEASES = Integer.getInteger("sluice.it.releases", 12);

    private final SetTime time = new SetTime(Instant.parse("2026-11-30T12:30:00Z"));

    @Test
    void a_thousand_rollouts_of_a_daemon_use_what_the_first_hundred_do(@TempDir Path directory) throws Exception {
        try (var one = OneSite.hourly("one", directory);
                var two = OneSite.hourly("two", directory);
                var coordinator = new Coordinator(
                        new Settings(directory.resolve("state"), Map.of(), "a daemon", Optional.empty()), time)) {
            var spec = new DaemonSpec(
                    List.of(one.files(), two.files()),
                    1,
                    new Retain(1, Duration.ofDays(2)),
                    Optional.empty(),
                    Optional.empty());
            try (var served = new ServedSites(spec, coordinator, notice -> {}, time)) {
                var sites = List.of(one, two);
                int first = Math.max(3, RELEASES / 20);
                run(served, sites, 0, first);
                var before = ProcessUse.now();
                run(served, sites, first, RELEASES / 2);
                before.assertNoMoreNow(RELEASES + " rollouts of a daemon, compared with the first " + 2 * first);
            }
        }
    }

    /** An hour is a rollout of each site. */
    private void run(ServedSites served, List<OneSite> sites, int from, int to) throws Exception {
        for (int hour = from; hour < to; hour++) {
            var due = Instant.parse("2026-11-30T13:00:00Z").plus(Duration.ofHours(hour));
            for (var site : sites) {
                site.build("b" + hour, due.minusSeconds(60));
            }
            time.set(due);
            served.ringUntilEnded(2);
            var ended = served.takeEnded();
            assertEquals(2, ended.size());
            for (var result : ended) {
                assertEquals(Outcome.SUCCEEDED, outcome(result));
            }
        }
    }

    private static Outcome outcome(RolloutResult result) {
        return ((RolloutResult.Ran) result).ended().state().outcome().orElseThrow();
    }
}
