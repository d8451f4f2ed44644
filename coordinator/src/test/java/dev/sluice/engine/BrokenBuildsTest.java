package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sluice.engine.HostWork.LinkChange;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.Batch;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.rollout.Evidence;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.Move;
import dev.sluice.rollout.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Builds with one thing done wrongly: the simulation finds each of them, by the promise that it breaks. */
class BrokenBuildsTest {
    private static final int SEEDS = 5_000;

    private static void assertFound(String promise, SimulatedBuild build) throws Exception {
        var threads = new SimulationThreads();
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                new EngineSimulation(seed, build, threads, new SimulationLog(false)).run();
            } catch (AssertionError e) {
                assertTrue(String.valueOf(e.getMessage()).contains(": " + promise + ": "), e::getMessage);
                System.out.println("found by seed " + seed + ": "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
                return;
            }
        }
        fail("not found in " + SEEDS + " seeds");
    }

    private static SimulatedBuild onHosts(BiFunction<SimulatedFleet, HostPlan, SimulatedHost> hosts) {
        return new SimulatedBuild() {
            @Override
            SimulatedHost host(SimulatedFleet fleet, HostPlan plan) {
                return hosts.apply(fleet, plan);
            }
        };
    }

    @Test
    void a_build_that_does_not_sync_before_the_effect_is_found() throws Exception {
        assertFound("no effect before its record", new SimulatedBuild() {
            @Override
            SimulatedDisk disk(
                    RolloutPlan plan,
                    Random random,
                    SimulationScheduler scheduler,
                    SimulatedFaults faults,
                    SimulationPromises promises,
                    SimulationLog log) {
                return new SimulatedDisk(plan, random, scheduler, faults, promises, log) {
                    @Override
                    public void sync() {
                        // What was written is in memory only.
                    }
                };
            }
        });
    }

    @Test
    void a_build_that_removes_the_link_and_makes_it_anew_is_found() throws Exception {
        assertFound("the link names a whole release", onHosts((fleet, plan) -> new SimulatedHost(fleet, plan) {
            @Override
            void replace(String to) {
                link = "";
                fleet.scheduler().step();
                link = to;
            }
        }));
    }

    @Test
    void a_build_that_does_not_compare_the_link_with_what_it_expects_is_found() throws Exception {
        assertFound(
                "what somebody else changed is left alone", onHosts((fleet, plan) -> new SimulatedHost(fleet, plan) {
                    @Override
                    void compare(LinkChange change) {
                        // Whatever it is.
                    }
                }));
    }

    @Test
    void a_build_whose_hosts_do_not_check_the_fence_is_found() throws Exception {
        assertFound("no effect with an old token", onHosts((fleet, plan) -> new SimulatedHost(fleet, plan) {
            @Override
            void guard(long token) {
                // Whoever it is.
            }
        }));
    }

    @Test
    void a_build_that_takes_an_answer_for_a_proof_is_found() throws Exception {
        assertFound("proved is only what is served", onHosts((fleet, plan) -> new SimulatedHost(fleet, plan) {
            @Override
            Evidence prove(ReleaseId release) {
                reset();
                return evidence();
            }
        }));
    }

    @Test
    void a_build_that_counts_a_host_that_cannot_be_reached_as_good_is_found() throws Exception {
        assertFound("healthy is only what answers well", new SimulatedBuild() {
            @Override
            SimulatedNetwork network(SimulatedFleet fleet, SimulatedFaults faults, SimulationLog log) {
                return new SimulatedNetwork(fleet, faults, log) {
                    @Override
                    public int awaitHealth(HostPlan host) throws WorkException {
                        try {
                            return super.awaitHealth(host);
                        } catch (WorkException e) {
                            if (e.failure().kind() == Kind.UNREACHABLE) {
                                return 2;
                            }
                            throw e;
                        }
                    }
                };
            }
        });
    }

    @Test
    void a_build_that_goes_on_without_a_gate_is_found() throws Exception {
        assertFound("no batch before the gate before it", new SimulatedBuild() {
            @Override
            Move.Performer<MovePerformer.Action> performer(
                    RolloutPlan plan, SimulationPromises promises, Move.Performer<MovePerformer.Action> made) {
                return new WithoutGates(plan, promises, made);
            }
        });
    }

    /** Instead of asking the gate it begins with the batch behind it. */
    private record WithoutGates(
            RolloutPlan plan, SimulationPromises promises, Move.Performer<MovePerformer.Action> made)
            implements Move.Performer<MovePerformer.Action> {
        @Override
        public MovePerformer.Action checkGate(Batch batch, Move.WhenGood whenGood) {
            return plan.batches().stream()
                    .filter(next -> next.number() == batch.number() + 1)
                    .filter(next -> next.hosts().stream().anyMatch(this::isStaged))
                    .findFirst()
                    .map(next -> made.activate(next, next.hosts()))
                    .orElseGet(() -> made.checkGate(batch, whenGood));
        }

        private boolean isStaged(HostName host) {
            return promises.recorded().host(host).phase() == HostPhase.STAGED;
        }

        @Override
        public MovePerformer.Action takeLeases(List<HostName> hosts) {
            return made.takeLeases(hosts);
        }

        @Override
        public MovePerformer.Action stage(List<HostName> hosts) {
            return made.stage(hosts);
        }

        @Override
        public MovePerformer.Action runTask(TaskSpec task, List<HostName> hosts) {
            return made.runTask(task, hosts);
        }

        @Override
        public MovePerformer.Action runOnce(TaskSpec task, Optional<HostName> on) {
            return made.runOnce(task, on);
        }

        @Override
        public MovePerformer.Action placeAssets(List<HostName> hosts) {
            return made.placeAssets(hosts);
        }

        @Override
        public MovePerformer.Action activate(Batch batch, List<HostName> hosts) {
            return made.activate(batch, hosts);
        }

        @Override
        public MovePerformer.Action refuseGate(int batch, String reason) {
            return made.refuseGate(batch, reason);
        }

        @Override
        public MovePerformer.Action putBack(List<HostName> hosts) {
            return made.putBack(hosts);
        }

        @Override
        public MovePerformer.Action finish(Outcome outcome) {
            return made.finish(outcome);
        }

        @Override
        public MovePerformer.Action done() {
            return made.done();
        }

        @Override
        public MovePerformer.Action waitForPerson() {
            return made.waitForPerson();
        }
    }
}
