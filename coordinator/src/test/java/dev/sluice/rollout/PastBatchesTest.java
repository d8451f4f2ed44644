package dev.sluice.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.plan.BatchTimes.Taken;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long batches took, by a record. Each batch soaks for ten seconds. */
class PastBatchesTest {
    private static final RolloutPlan PLAN =
            PlanDraft.of(4).batches(1, 2, 1).soak(Duration.ofSeconds(10)).plan();

    private static Instant at(int second) {
        return PlanDraft.AT.plusSeconds(second);
    }

    private static FleetEvent started(int second, int batch) {
        return new FleetEvent.BatchStarted(
                at(second), batch, PLAN.batches().get(batch - 1).hosts());
    }

    private static Taken taken(int hosts, int seconds) {
        return new Taken(hosts, Duration.ofSeconds(seconds));
    }

    @Test
    void a_batch_lasts_to_its_gate_without_its_soak() {
        var events = List.<RolloutEvent>of(
                started(0, 1),
                new FleetEvent.SoakStarted(at(7), 1, at(17)),
                new FleetEvent.Held(at(17), 1),
                new FleetEvent.RolloutResumed(at(900), "anna"),
                new FleetEvent.Promoted(at(900), 1, "anna"),
                started(901, 2),
                new FleetEvent.GateOpened(at(931), 2));
        assertEquals(List.of(taken(1, 7), taken(2, 20)), PastBatches.of(PLAN, events));
    }

    @Test
    void a_batch_that_failed_or_was_interrupted_tells_nothing() {
        var events = List.<RolloutEvent>of(
                started(0, 1),
                new FleetEvent.RolloutResumed(at(900), "anna"),
                new FleetEvent.GateOpened(at(910), 1),
                started(911, 2),
                new FleetEvent.GateRefused(at(950), 2, "500"));
        assertEquals(List.of(), PastBatches.of(PLAN, events));
    }

    @Test
    void a_clock_that_was_set_back_makes_no_time_negative() {
        var events = List.<RolloutEvent>of(started(100, 1), new FleetEvent.GateOpened(at(50), 1));
        assertEquals(List.of(taken(1, 0)), PastBatches.of(PLAN, events));
    }

    @Test
    void a_batch_is_measured_without_its_own_soak() {
        var plan = PlanDraft.of(2).batches(1).lastSoak(Duration.ofSeconds(30)).plan();
        var events = List.<RolloutEvent>of(
                new FleetEvent.BatchStarted(at(0), 2, plan.batches().get(1).hosts()),
                new FleetEvent.GateOpened(at(50), 2));
        assertEquals(List.of(taken(1, 20)), PastBatches.of(plan, events));
    }
}
