package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.sluice.rollout.Outcome;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/**
 * The engine through everything that can go wrong, seed by seed. {@code -Dsluice.seeds=N} runs more of them, {@code -Dsluice.seed=N} runs one
 * and prints all of its steps.
 */
class EngineSimulationTest {
    private static final int SEEDS = Integer.getInteger("sluice.seeds", 500);
    private static final int WHOLE = 100_000;
    private static final int OFTEN_ENOUGH = 100;

    private final SimulationThreads threads = new SimulationThreads();
    private final FaultTable table = new FaultTable();
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private final Logger engine = (Logger) LoggerFactory.getLogger("dev.sluice.engine");

    @BeforeEach
    void what_goes_wrong_on_purpose_is_not_logged() {
        engine.setLevel(Level.OFF);
    }

    @AfterEach
    void log() {
        engine.setLevel(null);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS) // As many seeds as somebody asks for.
    void no_promise_is_broken_whatever_goes_wrong() throws Exception {
        var one = Long.getLong("sluice.seed");
        if (one != null) {
            runAloud(one);
            return;
        }
        var began = System.nanoTime();
        for (long seed = 0; seed < SEEDS; seed++) {
            var simulation = new EngineSimulation(seed, SimulatedHost::new, threads, new SimulationLog(false));
            simulation.run();
            table.addAll(simulation.table());
            outcomes.merge(simulation.outcome().orElseThrow(), 1, Integer::sum);
        }
        long millis = (System.nanoTime() - began) / 1_000_000;
        System.out.printf("seeds 0 to %d, %d ms, %s%n%s", SEEDS - 1, millis, outcomes, table.text());
        assertEquals(EnumSet.allOf(Outcome.class), outcomes.keySet(), "every end was seen");
        for (var pair : FaultTable.pairs()) {
            assertTrue(
                    pair.impossible().isEmpty() || table.count(pair) == 0, () -> pair + " is impossible, and was seen");
            assertTrue(
                    SEEDS < WHOLE || pair.impossible().isPresent() || table.count(pair) >= OFTEN_ENOUGH,
                    () -> pair + " was seen only " + table.count(pair) + " times");
        }
    }

    private void runAloud(long seed) throws Exception {
        var log = new SimulationLog(true);
        try {
            new EngineSimulation(seed, SimulatedHost::new, threads, log).run();
        } finally {
            System.out.println("seed " + seed + "\n" + String.join("\n", log.lines()));
        }
    }

    private List<String> steps(long seed) throws Exception {
        var log = new SimulationLog(true);
        new EngineSimulation(seed, SimulatedHost::new, threads, log).run();
        return log.lines();
    }

    @Test
    void a_seed_does_the_same_again() throws Exception {
        for (long seed = 0; seed < Math.min(SEEDS / 10, 100); seed++) {
            assertEquals(steps(seed), steps(seed), "seed " + seed);
        }
    }
}
