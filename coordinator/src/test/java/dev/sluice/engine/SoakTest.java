package dev.sluice.engine;

import static dev.sluice.engine.FakeHosts.defect;
import static dev.sluice.engine.FakeHosts.fails;
import static dev.sluice.engine.FakeHosts.none;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.FakeHosts.Doing;
import dev.sluice.engine.FakeHosts.Trouble;
import dev.sluice.plan.PlanDraft;
import dev.sluice.playbook.HostCount;
import dev.sluice.playbook.OnFailure;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The probe's settings: every 2 s, 3 in a row. */
class SoakTest {
    private static final Trouble BAD = fails(Kind.HEALTH);

    private static EngineRun soaking(PlanDraft draft, int seconds) {
        return new EngineRun(draft.soak(Duration.ofSeconds(seconds)));
    }

    @Test
    void a_healthy_batch_soaks_to_the_end_and_is_asked_every_time() throws Exception {
        var run = soaking(PlanDraft.of(1), 10);

        assertEquals(Outcome.SUCCEEDED, run.outcome());

        assertEquals(5, run.hosts.done(Doing.CHECK_HEALTH).size());
        assertEquals(Duration.ofSeconds(10), run.time.elapsed());
    }

    @Test
    void a_soak_that_is_no_multiple_of_the_probes_ends_in_time() throws Exception {
        var run = soaking(PlanDraft.of(1), 5);

        run.outcome();

        assertEquals(Duration.ofSeconds(5), run.time.elapsed());
    }

    @Test
    void a_batch_without_a_soak_is_not_asked_again() throws Exception {
        var run = new EngineRun(PlanDraft.of(1));

        run.outcome();

        assertEquals(0, run.hosts.done(Doing.CHECK_HEALTH).size());
        assertEquals(0, run.events(FleetEvent.SoakStarted.class).size());
    }

    @Test
    void a_host_that_fails_so_often_in_a_row_is_put_back_and_its_gate_stays_shut() throws Exception {
        var run = soaking(PlanDraft.of(2), 20);
        run.hosts.before(Doing.CHECK_HEALTH, 1, none(), BAD, BAD, BAD);

        assertEquals(Outcome.REVERTED, run.outcome());

        assertTrue(run.hosts.asBefore(run.plan));
        assertEquals(0, run.events(FleetEvent.GateOpened.class).size());
        assertEquals(1, run.events(FleetEvent.GateRefused.class).size());
        assertTrue(run.hosts.done(Doing.SWITCH).equals(java.util.List.of("SWITCH web001")));
    }

    @Test
    void a_host_that_fails_now_and_then_is_borne() throws Exception {
        var run = soaking(PlanDraft.of(1), 20);
        run.hosts.before(Doing.CHECK_HEALTH, 1, BAD, BAD, none(), BAD, BAD, none(), BAD, BAD, none());

        assertEquals(Outcome.SUCCEEDED, run.outcome());
    }

    @Test
    void a_defect_while_it_soaks_is_no_health() throws Exception {
        var run = soaking(PlanDraft.of(2).batches(2), 20);
        run.hosts.before(Doing.CHECK_HEALTH, 1, defect(), defect(), defect());

        assertEquals(Outcome.REVERTED, run.outcome());

        assertTrue(run.hosts.asBefore(run.plan));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"HALT", "REVERT_ALL", "REVERT_BATCH"})
    void when_one_may_fail_the_others_soak_to_the_end_all_the_same(OnFailure policy) throws Exception {
        var run = soaking(PlanDraft.of(2).batches(2).onFailure(policy).maxFailed(new HostCount.Hosts(1)), 20);
        run.hosts.before(Doing.CHECK_HEALTH, 1, BAD, BAD, BAD);

        assertEquals(Outcome.MIXED, run.outcome());

        var opened = run.events(FleetEvent.GateOpened.class).get(0).at();
        var soaks = run.events(FleetEvent.SoakStarted.class);
        assertEquals(soaks.get(soaks.size() - 1).until(), opened, "the gate waits for the whole of a soak");
        assertEquals(2, soaks.size());
    }

    @Test
    void a_batch_of_which_nobody_is_left_is_not_waited_for() throws Exception {
        var run = soaking(PlanDraft.of(2).maxFailed(new HostCount.Hosts(1)), 600);
        run.hosts.before(Doing.PROVE, 1, fails(Kind.PROOF));

        assertEquals(Outcome.MIXED, run.outcome());

        assertEquals(Duration.ofMinutes(10), run.time.elapsed(), "of the second batch");
    }

    @Test
    void each_batch_soaks_for_itself() throws Exception {
        var run = soaking(PlanDraft.of(3), 4);

        run.outcome();

        assertEquals(Duration.ofSeconds(12), run.time.elapsed());
        assertEquals(3, run.events(FleetEvent.SoakStarted.class).size());
    }
}
