package dev.sluice.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.plan.PlanDraft;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LargeRolloutTest {
    private static final int MANY = 10_000;
    private static final int FEW = MANY / 4;

    /** The times of both differ by four where each host costs the same, and by sixteen where each host asks all others. */
    private static final int MOST = 8;

    @Test
    void each_host_of_a_large_fleet_costs_what_one_of_a_smaller_fleet_does() {
        var few = shortest(FEW);
        var many = shortest(MANY);
        System.out.println("plan and decisions: " + FEW + " hosts " + few.toMillis() + " ms, " + MANY + " hosts "
                + many.toMillis() + " ms");
        assertTrue(many.compareTo(few.multipliedBy(MOST)) < 0, () -> few + " and " + many);
    }

    private static Duration shortest(int hosts) {
        return IntStream.range(0, 3)
                .mapToObj(time -> timed(hosts))
                .min(Duration::compareTo)
                .orElseThrow();
    }

    private static Duration timed(int hosts) {
        long began = System.nanoTime();
        var plan = PlanDraft.of(hosts).batches(1, hosts / 20).plan();
        var end = new GoodRun(plan).toItsEnd();
        var took = Duration.ofNanos(System.nanoTime() - began);
        assertEquals(Optional.of(Outcome.SUCCEEDED), end.outcome());
        return took;
    }
}
