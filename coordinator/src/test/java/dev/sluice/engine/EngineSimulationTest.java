package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The engine through everything that can go wrong, seed by seed. {@code -Dsluice.seeds=N} runs more of them, {@code -Dsluice.seed=N} runs one
 * and prints all of its steps.
 */
class EngineSimulationTest {
    private static final int SEEDS = Integer.getInteger("sluice.seeds", 2_000);
    private static final int WHOLE = 100_000;

    @Test
    void no_promise_is_broken_whatever_goes_wrong() throws Exception {
        var one = Long.getLong("sluice.seed");
        if (one != null) {
            System.out.println(String.join("\n", steps(one)));
            return;
        }
        var threads = new SimulationThreads();
        var table = new FaultTable();
        for (long seed = 0; seed < SEEDS; seed++) {
            var simulation = new EngineSimulation(seed, new SimulatedBuild(), threads, new SimulationLog(false));
            simulation.run();
            table.addAll(simulation.table());
        }
        System.out.println(SEEDS + " seeds\n" + table.text());
    }

    private static List<String> steps(long seed) throws Exception {
        var log = new SimulationLog(true);
        try {
            new EngineSimulation(seed, new SimulatedBuild(), new SimulationThreads(), log).run();
        } catch (AssertionError e) {
            log.step("", String.valueOf(e.getMessage()).lines().findFirst().orElse(""), "");
        }
        return log.lines();
    }

    @Test
    void a_seed_does_the_same_again() throws Exception {
        for (long seed = 0; seed < 50; seed++) {
            assertEquals(steps(seed), steps(seed), "seed " + seed);
        }
    }
}
