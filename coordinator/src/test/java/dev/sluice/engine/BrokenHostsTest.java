package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sluice.engine.HostWork.LinkChange;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.rollout.Evidence;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Host scripts with one thing done wrongly: the simulation finds each of them, by the promise that it breaks. The scripts are shell and PHP, and
 * not run here: what is changed is the host that the simulation has instead of them. The product's Java code is changed in {@link BrokenBuildsTest}.
 */
class BrokenHostsTest {
    private static final int SEEDS = 5_000;

    /** @param first the seed that is tried first, because it found this host once; what is changed elsewhere may leave that to others */
    private static void assertFound(
            int first, String promise, BiFunction<SimulatedFleet, HostPlan, SimulatedHost> hosts) throws Exception {
        var threads = new SimulationThreads();
        for (int tried = 0; tried < SEEDS; tried++) {
            try {
                new EngineSimulation((first + tried) % SEEDS, hosts, threads, new SimulationLog(false)).run();
            } catch (AssertionError e) {
                assertTrue(String.valueOf(e.getMessage()).contains(": " + promise + ": "), e::getMessage);
                System.out.println("found by "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
                return;
            }
        }
        fail("not found in " + SEEDS + " seeds");
    }

    @Test
    void a_host_that_removes_the_link_and_makes_it_anew_is_found() throws Exception {
        assertFound(0, "the link names a whole release", (fleet, plan) -> new SimulatedHost(fleet, plan) {
            @Override
            void replace(String to) {
                link = "";
                fleet.scheduler().step();
                link = to;
            }
        });
    }

    @Test
    void a_host_that_does_not_compare_the_link_with_what_is_expected_is_found() throws Exception {
        assertFound(5, "what somebody else changed is left alone", (fleet, plan) -> new SimulatedHost(fleet, plan) {
            @Override
            void compare(LinkChange change) {
                // Whatever it is.
            }
        });
    }

    @Test
    void a_host_that_does_not_check_the_fence_is_found() throws Exception {
        assertFound(24, "no effect with an old token", (fleet, plan) -> new SimulatedHost(fleet, plan) {
            @Override
            void guard(long token) {
                // Whoever it is.
            }
        });
    }

    @Test
    void a_host_that_proves_whatever_it_serves_is_found() throws Exception {
        assertFound(30, "proved is only what is served", (fleet, plan) -> new SimulatedHost(fleet, plan) {
            @Override
            Evidence prove(ReleaseId release) {
                reset();
                return evidence();
            }
        });
    }
}
