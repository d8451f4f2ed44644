package dev.sluice.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.plan.HostPlan;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.RolloutState.Gate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The machine in worlds of chance. A seed that fails is named, and does the same again. */
class MachinePropertiesTest {
    private static final int SOME = 600;
    private static final int WHOLE = 4_000;

    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.01, 0.06, 0.3})
    void a_rollout_ends_and_keeps_its_promises(double odds) {
        assertPromises(odds, SOME);
    }

    @Tag("everything")
    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.01, 0.06, 0.3})
    void a_rollout_ends_and_keeps_its_promises_for_more_seeds(double odds) {
        assertPromises(odds, WHOLE);
    }

    private void assertPromises(double odds, int seeds) {
        for (int seed = 0; seed < seeds; seed++) {
            var random = new Random(seed);
            var plan = PlanDraft.byChance(random).plan();
            var world = new FakeWorld(plan, random, odds);
            try {
                end(plan, world, new Simulation(plan, world, new ArrayList<>(), -1).run());
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", " + brief(plan) + ": " + e.getMessage(), e);
            }
        }
        if (odds > 0.01) {
            assertEquals(EnumSet.allOf(Outcome.class), outcomes.keySet(), "every end was seen");
        }
    }

    @Test
    void whoever_takes_over_after_a_crash_keeps_them_too() {
        assertPromisesAfterCrashes(SOME);
    }

    @Tag("everything")
    @Test
    void whoever_takes_over_after_a_crash_keeps_them_too_for_more_seeds() {
        assertPromisesAfterCrashes(WHOLE);
    }

    private void assertPromisesAfterCrashes(int seeds) {
        for (int seed = 0; seed < seeds; seed++) {
            var random = new Random(seed);
            var plan = PlanDraft.byChance(random).plan();
            var world = new FakeWorld(plan, random, random.nextInt(3) == 0 ? 0.06 : 0);
            try {
                end(plan, world, crashing(plan, world, random));
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", " + brief(plan) + ": " + e.getMessage(), e);
            }
        }
        assertEquals(EnumSet.allOf(Outcome.class), outcomes.keySet(), "every end was seen");
    }

    /** Coordinators that end somewhere, the next one going on, or putting everything back, or leaving it. */
    private static RolloutState crashing(RolloutPlan plan, FakeWorld world, Random random) {
        var events = new ArrayList<RolloutEvent>();
        for (int crashes = 0; crashes < 4; crashes++) {
            try {
                var run = new Simulation(plan, world, events, random.nextInt(60));
                takeOver(run, plan, events, random.nextInt(4));
                return run.run();
            } catch (Simulation.Crash e) {
                assertTrue(events.size() < 10_000);
            }
        }
        var last = new Simulation(plan, world, events, -1);
        takeOver(last, plan, events, random.nextInt(4));
        return last.run();
    }

    private static void takeOver(Simulation run, RolloutPlan plan, List<RolloutEvent> events, int how) {
        if (events.isEmpty() || RolloutState.replay(plan, events).phase().terminal()) {
            return;
        }
        run.record(new FleetEvent.RolloutResumed(PlanDraft.AT, "anna"));
        if (how < 2) {
            run.record(new FleetEvent.Aborted(PlanDraft.AT, "anna", how == 0 ? Demand.REVERT : Demand.LEAVE));
        }
    }

    private static String brief(RolloutPlan plan) {
        var strategy = plan.strategy();
        return plan.purpose() + " " + strategy.onFailure() + ", batches of "
                + plan.batches().stream().map(batch -> batch.hosts().size()).toList() + ", failed "
                + strategy.maxFailed()
                + ", available " + strategy.minAvailablePercent() + "%, parallel " + strategy.parallel();
    }

    private void end(RolloutPlan plan, FakeWorld world, RolloutState state) {
        assertEquals(RolloutPhase.FINISHED, state.phase());
        var outcome = state.outcome().orElseThrow();
        outcomes.merge(outcome, 1, Integer::sum);
        switch (outcome) {
            case SUCCEEDED -> assertEveryHostIsNew(plan, world, state);
            case UNTOUCHED, REVERTED, LOCKED -> {
                plan.hosts().forEach(host -> assertAsBefore(host, world));
                assertEquals(Set.of(), world.drained(), "hosts were not put back into the balancer");
            }
            case DIVERGED ->
                plan.hosts().stream()
                        .filter(host -> state.host(host.name()).phase() != HostPhase.DIVERGED)
                        .forEach(host -> assertAsBefore(host, world));
            case MIXED ->
                assertTrue(
                        world.faults() > 0 || state.demanded().isPresent(), "mixed, and nothing went wrong anywhere");
        }
        if (world.faults() == 0 && state.demanded().isEmpty()) {
            assertEquals(Outcome.SUCCEEDED, outcome);
        }
        if (plan.purpose() == Purpose.ROLLBACK && state.trouble().isEmpty() && outcome != Outcome.LOCKED) {
            plan.hosts()
                    .forEach(host -> assertTrue(
                            state.host(host.name()).phase() == HostPhase.HEALTHY
                                    || state.host(host.name()).hasFailed()
                                    || leaseRefused(state),
                            "a failing host stopped " + host.name()));
        }
    }

    private static boolean leaseRefused(RolloutState state) {
        return state.failedHosts().stream()
                .anyMatch(host -> host.getValue().failure().orElseThrow().kind() == Failure.Kind.LOCKED);
    }

    private static void assertEveryHostIsNew(RolloutPlan plan, FakeWorld world, RolloutState state) {
        for (var host : plan.hosts()) {
            if (state.host(host.name()).phase() == HostPhase.LEFT_OUT) {
                assertAsBefore(host, world);
                continue;
            }
            assertEquals(HostPhase.HEALTHY, state.host(host.name()).phase());
            assertEquals(host.to().link(), world.link(host.name()));
        }
        assertEquals(List.of(), state.failedHosts());
        assertEquals(Set.of(), world.drained(), "hosts were not put back into the balancer");
        assertTrue(
                world.down().stream().allMatch(host -> state.host(host).phase() == HostPhase.LEFT_OUT),
                "done, and yet there is trouble on " + world.down());
        plan.batches().forEach(batch -> assertEquals(Gate.OPEN, state.gates().get(batch.number())));
    }

    private static void assertAsBefore(HostPlan host, FakeWorld world) {
        assertTrue(world.asBefore(host), () -> host.name() + " is not as before but on " + world.link(host.name()));
    }
}
