package dev.sluice.it.front;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.it.front.QuietFront.Policy;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.ReleaseOperation;
import dev.sluice.operation.ReleaseOrder;
import dev.sluice.operation.RolloutResult;
import dev.sluice.rollout.Outcome;
import dev.sluice.wiring.Coordinator;
import dev.sluice.wiring.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * One coordinator object runs releases of two sites, in turn and side by side, every tenth one broken and reverted, and costs after the last no
 * more than after the first tenth. {@code -Dsluice.it.releases=1000} makes as many as a year of nights; the ordinary build has fewer.
 */
@Isolated("threads and descriptors of this process are counted")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class OneCoordinatorTest {
    private static final int RELEASES = Integer.getInteger("sluice.it.releases", 12);
    private static final int BAD_EVERY = 10;

    @Test
    void a_thousand_rollouts_cost_what_the_first_hundred_do(@TempDir Path directory) throws Exception {
        try (var one = OneSite.start("one", directory);
                var two = OneSite.start("two", directory);
                var coordinator = new Coordinator(
                        new Settings(directory.resolve("state"), Map.of(), "a daemon", Optional.empty()))) {
            int first = Math.max(4, RELEASES / 10);
            run(coordinator, one, two, 0, first);
            var before = ProcessUse.now();
            run(coordinator, one, two, first, RELEASES);
            before.assertNoMoreNow(RELEASES + " rollouts, compared with the first " + first);
        }
    }

    private static void run(Coordinator coordinator, OneSite one, OneSite two, int from, int to) throws Exception {
        var pool = Executors.newFixedThreadPool(2);
        try {
            for (int i = from; i < to; i += 2) {
                int number = i;
                if (i % 4 == 0) {
                    release(coordinator, one, number);
                    release(coordinator, two, number + 1);
                    continue;
                }
                List<Future<?>> both = List.of(
                        pool.submit(() -> release(coordinator, one, number)),
                        pool.submit(() -> release(coordinator, two, number + 1)));
                for (var each : both) {
                    each.get();
                }
            }
        } finally {
            pool.shutdown();
        }
    }

    private static Void release(Coordinator coordinator, OneSite site, int number) throws Exception {
        var bad = number % BAD_EVERY == BAD_EVERY - 1;
        ReleaseOrder order = bad ? site.bad("r" + number) : site.good("r" + number);
        try (var fleet = coordinator.fleet(site.project(), Scope.ALL)) {
            var ran = (RolloutResult.Ran) new ReleaseOperation(fleet, new QuietFront(Policy.APPROVE)).run(order);
            assertEquals(
                    Optional.of(bad ? Outcome.REVERTED : Outcome.SUCCEEDED),
                    ran.ended().state().outcome(),
                    () -> ran.ended().state().toString());
        }
        return null;
    }
}
