package dev.sluice.engine;

import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The simulation, seed by seed, for a test that loads it anew together with a changed product: the test has other classes of the same names, so
 * that only types of the JDK are exchanged with it. For a seed there is the promise that it breaks, and how.
 */
final class SimulatedSeeds implements LongFunction<Optional<String>> {
    private final SimulationThreads threads = new SimulationThreads();

    @Override
    public Optional<String> apply(long seed) {
        try {
            new EngineSimulation(seed, SimulatedHost::new, threads, new SimulationLog(false)).run();
            return Optional.empty();
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage()).lines().findFirst();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
