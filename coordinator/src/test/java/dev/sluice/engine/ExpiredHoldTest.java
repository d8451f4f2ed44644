package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.FakeHosts.Doing;
import dev.sluice.plan.PlanDraft;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.playbook.ReleaseWindow.Fit;
import dev.sluice.playbook.ReleaseWindow.Opening;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState.Demand;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rollouts that were held after their first host, for an hour, from about 22:30 on. */
class ExpiredHoldTest {
    private static final RolloutListener NOBODY = (seq, event, state) -> {};

    private static PlanDraft draft(Then then) {
        return PlanDraft.of(2).batches(List.of(PlanDraft.held(1, Duration.ofHours(1), then), PlanDraft.step(1)));
    }

    private static PlanDraft inWindow(Then then, int closes) {
        var open = new Opening(List.of(DayOfWeek.SUNDAY), LocalTime.of(22, 0), LocalTime.of(closes, 0));
        return draft(then)
                .window(new ReleaseWindow(ZoneOffset.UTC, List.of(open), List.of(), Closing.FINISH_BATCH, Fit.ON));
    }

    private static EngineRun held(PlanDraft draft) throws Exception {
        var run = new EngineRun(draft);
        assertEquals(RolloutPhase.HELD, run.run().phase());
        return run;
    }

    private static Rollouts rollouts(EngineRun run) {
        var store = new MemoryStore(run.hosts::watchedBy);
        store.left(run.plan, run.events);
        var channels = new ControlChannels(run.requests, run.copies, new Interruption());
        return new Rollouts(store, plan -> run.hosts, channels, run.time);
    }

    private static Rollouts.Ended resume(EngineRun run) throws Exception {
        return rollouts(run).resume(run.plan.id(), "ben", NOBODY);
    }

    private static Instant deadline(EngineRun run) {
        return run.events(FleetEvent.Held.class).get(0).deadline().orElseThrow().at();
    }

    @Test
    void the_end_is_recorded_when_it_is_held_and_is_that_of_the_window_where_that_is_earlier() throws Exception {
        var run = held(draft(Then.REVERT));
        assertEquals(run.events(FleetEvent.Held.class).get(0).at().plus(Duration.ofHours(1)), deadline(run));
        assertEquals(Instant.parse("2026-11-22T23:00:00Z"), deadline(held(inWindow(Then.REVERT, 23))));
    }

    @Test
    void whoever_resumes_it_afterwards_reverts_every_host() throws Exception {
        var run = held(draft(Then.REVERT));
        run.time.pass(Duration.ofHours(1));
        var ended = resume(run);
        assertEquals(Outcome.REVERTED, ended.state().outcome().orElseThrow());
        assertTrue(ended.state().approvalExpired());
        assertTrue(run.hosts.asBefore(run.plan));
    }

    @Test
    void whoever_resumes_it_afterwards_continues_it() throws Exception {
        var run = held(draft(Then.PROMOTE));
        run.time.pass(Duration.ofHours(1));
        assertEquals(Outcome.SUCCEEDED, resume(run).state().outcome().orElseThrow());
        assertEquals(2, run.hosts.done(Doing.SWITCH).size());
    }

    @Test
    void one_that_waits_on_is_left_as_it_is_until_a_person_ends_it() throws Exception {
        var run = held(draft(Then.WAIT));
        run.time.pass(Duration.ofHours(1));
        var events = run.events.size();
        assertEquals(RolloutPhase.HELD, resume(run).state().phase());
        var late = rollouts(run).promote(run.plan.id(), 1, "ben", "ben", Optional.empty(), NOBODY);
        assertEquals(RolloutPhase.HELD, late.state().phase());
        assertEquals(events, run.events.size(), "nothing happened to it");
        var ended = rollouts(run).end(run.plan.id(), Demand.LEAVE, "ben", NOBODY);
        assertEquals(Outcome.MIXED, ended.state().outcome().orElseThrow());
    }

    @Test
    void a_person_may_still_leave_what_would_be_reverted() throws Exception {
        var run = held(draft(Then.REVERT));
        run.time.pass(Duration.ofHours(1));
        var ended = rollouts(run).end(run.plan.id(), Demand.LEAVE, "ben", NOBODY);
        assertEquals(Outcome.MIXED, ended.state().outcome().orElseThrow());
        assertFalse(ended.state().approvalExpired());
        assertEquals(List.of(PlanDraft.NEW.link(), PlanDraft.OLD.link()), run.links());
    }

    @Test
    void whoever_promotes_it_too_late_gets_what_the_playbook_wants() throws Exception {
        var run = held(draft(Then.REVERT));
        run.time.pass(Duration.ofHours(1));
        var late = rollouts(run).promote(run.plan.id(), 1, "ben", "ben", Optional.empty(), NOBODY);
        assertEquals(Outcome.REVERTED, late.state().outcome().orElseThrow());
    }

    @Test
    void a_revert_outside_the_window_records_that_it_ignores_it() throws Exception {
        var run = held(inWindow(Then.REVERT, 23));
        run.time.pass(Duration.ofHours(2));
        assertEquals(Outcome.REVERTED, resume(run).state().outcome().orElseThrow());
        assertEquals(
                List.of("a revert asks for no window"),
                run.events(FleetEvent.WindowOverridden.class).stream()
                        .map(FleetEvent.WindowOverridden::reason)
                        .toList());
    }

    @Test
    void a_promotion_outside_the_window_stops_before_the_batch_and_one_with_a_reason_does_not() throws Exception {
        var run = held(inWindow(Then.PROMOTE, 23));
        run.time.pass(Duration.ofMinutes(20));
        var promoted = rollouts(run).promote(run.plan.id(), 1, "ben", "ben", Optional.empty(), NOBODY);
        assertEquals(Outcome.SUCCEEDED, promoted.state().outcome().orElseThrow(), "it is open");

        var closed = new EngineRun(inWindow(Then.PROMOTE, 23));
        closed.time.pass(Duration.ofMinutes(40));
        assertEquals(RolloutPhase.OUTSIDE_WINDOW, closed.run().phase());
        assertEquals(RolloutPhase.OUTSIDE_WINDOW, resume(closed).state().phase());
        var overridden = rollouts(closed).resume(closed.plan.id(), "ben", Map.of(), Optional.of("a hole"), NOBODY);
        assertEquals(RolloutPhase.HELD, overridden.state().phase());
        assertEquals(1, closed.hosts.done(Doing.SWITCH).size());
    }
}
