package dev.sluice.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.access.Scope;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutIds;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Blackout;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.TaskEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each action where it applies, and only for those who may. */
class RolloutActsTest {
    private static final Instant LATER = PlanDraft.AT.plusSeconds(90);

    private static List<Act> acts(SampleSite site, Scope... scopes) {
        return new RolloutActs(site.facts(), site.seen(), SampleSite.visitor(scopes)).of();
    }

    private static String names(SampleSite site, Scope... scopes) {
        return String.join(" ", acts(site, scopes).stream().map(Act::name).toList());
    }

    private static Act act(SampleSite site, String name) {
        return acts(site, Scope.values()).stream()
                .filter(act -> act.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static SampleEvents events() {
        return SampleEvents.of(PlanDraft.of(3).batches(1, 2)).staged().batchDone(1);
    }

    private static SampleSite in(String state) {
        return switch (state) {
            case "running" -> new SampleSite(events()).run();
            case "left" -> new SampleSite(events());
            case "soaking" -> new SampleSite(events().soaking(1, Duration.ofHours(1))).run();
            case "held" -> new SampleSite(events().held(1, Duration.ofHours(1), Then.REVERT));
            case "late" -> new SampleSite(events().held(1, Duration.ofMinutes(1), Then.REVERT));
            case "late and waiting" -> new SampleSite(events().held(1, Duration.ofMinutes(1), Then.WAIT));
            case "paused" -> new SampleSite(events().add(new FleetEvent.Paused(LATER, "anna")));
            case "interrupted" -> new SampleSite(events().add(new FleetEvent.Interrupted(LATER, "SIGTERM")));
            case "outside" ->
                new SampleSite(
                        events().add(new FleetEvent.WindowClosed(LATER, "closed", ReleaseWindow.Closing.FINISH_BATCH)));
            case "stopped by a freeze" -> new SampleSite(events().add(new FleetEvent.Frozen(LATER, "incident")));
            case "stopped by a freeze that lasts" ->
                new SampleSite(events().add(new FleetEvent.Frozen(LATER, "incident"))).frozen("incident");
            case "failing" -> new SampleSite(events().add(new FleetEvent.GateRefused(LATER, 1, "1 host failed"))).run();
            case "failing and left" ->
                new SampleSite(events().add(new FleetEvent.GateRefused(LATER, 1, "1 host failed")));
            case "done" -> new SampleSite(SampleEvents.good(PlanDraft.of(3)));
            case "done, frozen" -> new SampleSite(SampleEvents.good(PlanDraft.of(3))).frozen("incident");
            case "mixed" -> new SampleSite(events().ended(Outcome.MIXED));
            case "reverted" -> new SampleSite(events().ended(Outcome.REVERTED));
            case "a rollback, done" ->
                new SampleSite(SampleEvents.good(PlanDraft.of(3).rollback()));
            default -> throw new IllegalArgumentException(state);
        };
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "running, pause abort, '', '', pause abort",
        "soaking, pause abort, '', '', pause abort",
        "left, resume abort, resume, '', abort",
        "held, promote abort, '', promote, abort",
        "late, resume abort, resume, '', abort",
        "late and waiting, abort, '', '', abort",
        "paused, resume abort, resume, '', abort",
        "interrupted, resume abort, resume, '', abort",
        "outside, resume abort, resume, '', abort",
        "stopped by a freeze, resume abort, resume, '', abort",
        "stopped by a freeze that lasts, abort, '', '', abort",
        "failing, '', '', '', ''",
        "failing and left, resume, resume, '', ''",
        "done, rollback, '', '', rollback",
        "'done, frozen', rollback, '', '', rollback",
        "mixed, rollback, '', '', rollback",
        "reverted, '', '', '', ''",
        "'a rollback, done', '', '', '', ''",
    })
    void each_is_offered_where_it_applies_and_where_the_visitor_may(
            String state, String all, String run, String approve, String stop) {
        assertEquals(all, names(in(state), Scope.values()));
        assertEquals(run, names(in(state), Scope.READ, Scope.PLAN, Scope.RUN));
        assertEquals(approve, names(in(state), Scope.READ, Scope.APPROVE));
        assertEquals(stop, names(in(state), Scope.READ, Scope.STOP));
        assertEquals("", names(in(state), Scope.READ, Scope.PLAN));
    }

    @ParameterizedTest
    @CsvSource({"held, abort", "running, abort", "done, rollback"})
    void what_reverts_asks_for_the_name_of_the_site_and_a_reason(String state, String name) {
        assertEquals(Optional.of("shop"), act(in(state), name).ask().map(Act.Ask::confirm));
    }

    @ParameterizedTest
    @CsvSource({"held, promote", "running, pause", "paused, resume"})
    void what_goes_the_planned_way_is_one_click(String state, String name) {
        assertFalse(act(in(state), name).opens());
    }

    @ParameterizedTest
    @CsvSource({"held, promote", "paused, resume"})
    void outside_of_the_window_a_person_overrides_it_with_the_name_and_a_reason(String state, String name) {
        var night = LocalDate.of(2026, 11, 22);
        var site = in(state)
                .window(new ReleaseWindow(
                        SampleSite.BERLIN,
                        List.of(),
                        List.of(new Blackout(night, night, "Sunday")),
                        ReleaseWindow.Closing.FINISH_BATCH,
                        ReleaseWindow.Fit.OFF));
        var act = act(site, name);
        assertEquals(Optional.of("shop"), act.ask().map(Act.Ask::confirm));
        assertTrue(act.fields().contains(new Act.Field("override", "window")));
        assertTrue(act.ask().orElseThrow().effect().contains("Sunday"));
    }

    @Test
    void a_promotion_against_evidence_asks_for_the_name_and_a_reason() {
        var site = new SampleSite(SampleEvents.of(PlanDraft.of(3).batches(2, 1))
                .staged()
                .batch(1)
                .healthy(PlanDraft.web(1))
                .switched(PlanDraft.web(2))
                .failed(PlanDraft.web(2), "/healthz answered 500")
                .held(1, Duration.ofHours(1), Then.REVERT));
        var act = act(site, "promote");
        assertEquals(Optional.of("shop"), act.ask().map(Act.Ask::confirm));
        assertTrue(act.ask().orElseThrow().effect().startsWith("1 host of it failed. "));
        assertFalse(act.fields().contains(new Act.Field("override", "window")));
    }

    @Test
    void an_older_rollout_cannot_be_rolled_back_from_here() {
        var newer = new SampleSite(SampleEvents.good(PlanDraft.of(3)));
        var older = new SampleSite(SampleEvents.good(PlanDraft.of(3).id(RolloutIds.of(0x11))));
        var acts = new RolloutActs(newer.facts(), older.seen(), SampleSite.everyone()).of();
        assertEquals(List.of(), acts);
    }

    @Test
    void a_decision_on_a_task_is_left_to_the_command_line() {
        var site = new SampleSite(events().add(new TaskEvent.TaskStarted(LATER, "migrate", Optional.empty()))
                .add(new TaskEvent.TaskUnknown(
                        LATER, "migrate", new Failure(Failure.Kind.TASK, "task", "contact was lost", "", ""))));
        assertEquals("abort", names(site, Scope.RUN, Scope.STOP));
        var screen = RolloutScreen.of(site.facts(), site.seen(), SampleSite.everyone(), Optional.empty(), List.of());
        assertTrue(screen.next().get(0).contains("sluice resume"), screen.next()::toString);
    }
}
