package dev.sluice.engine;

import static dev.sluice.engine.FakeHosts.fails;
import static dev.sluice.engine.FakeHosts.none;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.FakeHosts.Doing;
import dev.sluice.engine.FakeHosts.Trouble;
import dev.sluice.engine.HostWork.Conclusion;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.playbook.HostCount;
import dev.sluice.playbook.OnFailure;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolloutEngineTest {
    private static final HostName WEB1 = PlanDraft.web(1);
    private static final HostName WEB2 = PlanDraft.web(2);
    private static final String OLD = PlanDraft.OLD.link();
    private static final String NEW = PlanDraft.NEW.link();
    private static final List<String> GOOD =
            List.of("Locked", "Staging", "Staged", "Switching", "Switched", "Proving", "Proved", "Healthy");

    @Test
    void a_good_rollout_brings_every_host_to_the_release_and_says_each_step() throws Exception {
        var run = new EngineRun(PlanDraft.of(3).batches(1, 2));

        assertEquals(Outcome.SUCCEEDED, run.outcome());

        assertEquals(List.of(NEW, NEW), List.of(run.hosts.link(WEB1), run.hosts.link(WEB2)));
        assertEquals(GOOD, run.story(1));
        assertEquals(GOOD, run.story(3));
        assertEquals(
                Map.of(
                        WEB1,
                        Conclusion.KEEP_AND_PRUNE,
                        WEB2,
                        Conclusion.KEEP_AND_PRUNE,
                        PlanDraft.web(3),
                        Conclusion.KEEP_AND_PRUNE),
                run.hosts.conclusions());
        assertEquals(
                List.of(1, 2),
                run.events(FleetEvent.GateOpened.class).stream()
                        .map(FleetEvent.GateOpened::batch)
                        .toList());
    }

    @Test
    void everything_is_staged_before_the_first_switch() throws Exception {
        var run = new EngineRun(PlanDraft.of(4));

        run.outcome();

        var done = run.hosts.done();
        assertTrue(done.lastIndexOf("STAGE web004") < done.indexOf("SWITCH web001"), done::toString);
        assertEquals(4, run.hosts.done(Doing.STAGE).size());
    }

    @Test
    void a_refused_lease_ends_it_with_every_other_lease_given_back() throws Exception {
        var run = new EngineRun(PlanDraft.of(3));
        run.hosts.before(Doing.LEASE, 2, fails(Kind.LOCKED));

        assertEquals(Outcome.LOCKED, run.outcome());

        assertEquals(List.of(), run.hosts.done(Doing.STAGE));
        assertEquals(2, run.hosts.done(Doing.CONCLUDE).size());
        assertTrue(run.hosts.asBefore(run.plan));
    }

    @Test
    void a_failed_staging_ends_it_before_any_switch() throws Exception {
        var run = new EngineRun(PlanDraft.of(3));
        run.hosts.before(Doing.STAGE, 3, fails(Kind.STAGING));

        assertEquals(Outcome.UNTOUCHED, run.outcome());

        assertEquals(List.of(), run.hosts.done(Doing.SWITCH));
        assertEquals(List.of("Locked", "Staging", "Failed"), run.story(3));
    }

    @Test
    void a_release_that_php_cannot_read_is_not_switched_to() throws Exception {
        var run = new EngineRun(PlanDraft.of(2));
        run.hosts.before(Doing.READ, 1, fails(Kind.PROOF));

        assertEquals(Outcome.UNTOUCHED, run.outcome());

        assertEquals(List.of(), run.hosts.done(Doing.SWITCH));
        assertTrue(run.hosts.asBefore(run.plan));
    }

    /** The steps after the switch. */
    enum Late {
        PROVE,
        AWAIT_HEALTH
    }

    @ParameterizedTest
    @EnumSource(Late.class)
    void a_host_that_fails_after_its_switch_is_put_back_and_then_all_others(Late late) throws Exception {
        var run = new EngineRun(PlanDraft.of(4));
        run.hosts.before(Doing.valueOf(late.name()), 2, fails(Kind.HEALTH));

        assertEquals(Outcome.REVERTED, run.outcome());

        assertTrue(run.hosts.asBefore(run.plan));
        assertEquals(List.of("SWITCH_BACK web002", "SWITCH_BACK web001"), run.hosts.done(Doing.SWITCH_BACK));
        assertEquals(List.of("PROVE_BACK web002", "PROVE_BACK web001"), run.hosts.done(Doing.PROVE_BACK));
        assertEquals(1, run.events(FleetEvent.GateRefused.class).size());
        assertFalse(run.hosts.done().contains("SWITCH web003"), "nothing is begun once it fails");
    }

    @Test
    void a_release_that_was_taken_back_or_never_went_live_is_not_left_as_one_to_go_back_to() throws Exception {
        var run = new EngineRun(PlanDraft.of(3));
        run.hosts.before(Doing.PROVE, 2, fails(Kind.PROOF));

        run.outcome();

        assertEquals(
                Map.of(WEB1, Conclusion.REJECT, WEB2, Conclusion.REJECT, PlanDraft.web(3), Conclusion.REJECT),
                run.hosts.conclusions());
    }

    @Test
    void when_the_policy_halts_everything_stays_and_the_end_is_mixed() throws Exception {
        var run = new EngineRun(PlanDraft.of(3).onFailure(OnFailure.HALT));
        run.hosts.before(Doing.PROVE, 2, fails(Kind.PROOF));

        assertEquals(Outcome.MIXED, run.outcome());

        assertEquals(List.of(NEW, NEW, OLD), run.links());
        assertEquals(List.of(), run.hosts.done(Doing.SWITCH_BACK));
        assertEquals(Conclusion.LEAVE, run.hosts.conclusions().get(WEB2));
    }

    @Test
    void a_failure_that_is_allowed_is_put_back_alone_and_the_others_go_on() throws Exception {
        var run = new EngineRun(PlanDraft.of(3).maxFailed(new HostCount.Hosts(1)));
        run.hosts.before(Doing.AWAIT_HEALTH, 2, fails(Kind.HEALTH));

        assertEquals(Outcome.MIXED, run.outcome(), "any failed host is told in the exit code");

        assertEquals(List.of(NEW, OLD, NEW), run.links());
        assertEquals(3, run.events(FleetEvent.GateOpened.class).size());
    }

    @Test
    void a_rollback_goes_on_past_failing_hosts_and_turns_none_round() throws Exception {
        var run = new EngineRun(PlanDraft.of(4).batches(2).rollback());
        run.hosts.before(Doing.PROVE, 1, fails(Kind.PROOF));
        run.hosts.before(Doing.SWITCH, 3, fails(Kind.SWITCH));

        assertEquals(Outcome.MIXED, run.outcome());

        assertEquals(List.of(NEW, NEW, OLD, NEW), run.links());
        assertEquals(List.of(), run.hosts.done(Doing.SWITCH_BACK));
    }

    @Test
    void hosts_that_stay_broken_make_room_for_fewer_at_once() throws Exception {
        var run = new EngineRun(PlanDraft.of(8).batches(8).minAvailable(75).rollback());
        var away = ConcurrentHashMap.<HostName>newKeySet();
        var most = new AtomicInteger();
        for (int host = 1; host <= 8; host++) {
            var name = PlanDraft.web(host);
            Trouble counted = () -> most.accumulateAndGet(away.add(name) ? away.size() : 0, Math::max);
            run.hosts.before(Doing.SWITCH, host, counted);
            run.hosts.after(Doing.AWAIT_HEALTH, host, () -> away.remove(name));
        }
        run.hosts.before(Doing.PROVE, 1, fails(Kind.PROOF)).before(Doing.PROVE, 2, fails(Kind.PROOF));

        assertEquals(Outcome.MIXED, run.outcome());

        assertTrue(most.get() <= 3, "two may be away; both are broken, so the others go one by one, but " + most);
        assertEquals(8, run.hosts.done(Doing.SWITCH).size());
    }

    @Test
    void no_more_hosts_are_at_work_than_parallel_allows() throws Exception {
        var run = new EngineRun(PlanDraft.of(12).batches(12).parallel(3));
        var together = new CountDownLatch(3);
        for (int host = 1; host <= 3; host++) {
            run.hosts.before(Doing.STAGE, host, () -> {
                together.countDown();
                await(together);
            });
        }

        assertEquals(Outcome.SUCCEEDED, run.outcome());

        assertEquals(3, run.hosts.mostBusy());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_hold_waits_with_its_leases_kept_and_no_batch_more() throws Exception {
        var run = new EngineRun(PlanDraft.of(2).batches(List.of(PlanDraft.held(1))));

        var state = run.run();

        assertEquals(RolloutPhase.HELD, state.phase());
        assertEquals(List.of(NEW, OLD), run.links());
        assertEquals(List.of(), run.hosts.done(Doing.CONCLUDE));
    }

    @Test
    void hosts_taken_over_by_somebody_else_are_not_touched_any_more() throws Exception {
        var run = new EngineRun(PlanDraft.of(2));
        run.hosts.after(Doing.AWAIT_HEALTH, 1, () -> {
            run.hosts.takenOver(WEB1);
            run.hosts.takenOver(WEB2);
        });

        assertEquals(Outcome.MIXED, run.outcome());

        assertEquals(List.of(NEW, OLD), run.links());
        assertEquals(List.of(), run.hosts.done(Doing.SWITCH_BACK));
    }

    @Test
    void what_could_not_be_cleaned_up_is_noted_and_changes_no_outcome() throws Exception {
        var run = new EngineRun(PlanDraft.of(1));
        run.hosts.before(Doing.CONCLUDE, 1, fails(Kind.UNREACHABLE));

        assertEquals(Outcome.SUCCEEDED, run.outcome());

        assertEquals("Noted", run.story(1).get(run.story(1).size() - 1));
    }

    @Test
    void the_state_that_is_returned_is_the_fold_of_the_journal() throws Exception {
        var run = new EngineRun(PlanDraft.of(5).batches(1, 2).maxFailed(new HostCount.Hosts(2)));
        run.hosts.before(Doing.PROVE, 4, none(), fails(Kind.PROOF)).before(Doing.STAGE, 5, fails(Kind.STAGING));

        var state = run.run();

        assertEquals(RolloutState.replay(run.plan, run.events), state);
    }
}
