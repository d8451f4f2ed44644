package dev.sluice.engine;

import static dev.sluice.engine.FakeHosts.defect;
import static dev.sluice.engine.FakeHosts.fails;
import static dev.sluice.engine.FakeHosts.lost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.FakeHosts.Doing;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hosts of which nobody knows for a while what became of them. */
class DoubtfulHostTest {
    private static final HostName WEB1 = PlanDraft.web(1);
    private static final HostName WEB2 = PlanDraft.web(2);
    private static final String OLD = PlanDraft.OLD.link();
    private static final String NEW = PlanDraft.NEW.link();

    @Test
    void an_answer_that_was_lost_after_the_switch_is_found_by_looking() throws Exception {
        var run = new EngineRun(PlanDraft.of(2));
        run.hosts.after(Doing.SWITCH, 1, lost());

        assertEquals(Outcome.SUCCEEDED, run.outcome());

        assertEquals(
                List.of(
                        "Locked",
                        "Staging",
                        "Staged",
                        "Switching",
                        "Locked",
                        "Observed",
                        "Proving",
                        "Proved",
                        "Healthy"),
                run.story(1));
    }

    @Test
    void a_switch_that_may_still_be_on_its_way_is_fenced_before_anybody_looks() throws Exception {
        var run = new EngineRun(PlanDraft.of(1));
        run.hosts.before(Doing.SWITCH, 1, lost());

        run.outcome();

        var doing = run.hosts.done();
        assertTrue(doing.indexOf("CHANGE_TOKEN web001") < doing.indexOf("LOOK web001"), doing::toString);
        assertTrue(doing.contains("CHANGE_TOKEN web001"), doing::toString);
    }

    @Test
    void a_host_that_refuses_us_refuses_what_is_on_its_way_too_and_is_looked_at() throws Exception {
        var run = new EngineRun(PlanDraft.of(1));
        run.hosts.before(Doing.SWITCH, 1, () -> {
            run.hosts.takenOver(WEB1);
            throw WorkException.unknown(FakeHosts.failure(Kind.UNREACHABLE));
        });

        assertEquals(Outcome.UNTOUCHED, run.outcome());

        assertEquals(1, run.hosts.done(Doing.LOOK).size());
    }

    @Test
    void an_answer_that_was_lost_before_the_switch_is_a_failure_of_a_host_that_is_as_before() throws Exception {
        var run = new EngineRun(PlanDraft.of(2));
        run.hosts.before(Doing.SWITCH, 1, lost());

        assertEquals(Outcome.UNTOUCHED, run.outcome());

        assertEquals(List.of("Locked", "Staging", "Staged", "Switching", "Locked", "Failed"), run.story(1));
        assertTrue(run.hosts.asBefore(run.plan));
    }

    @Test
    void a_host_that_cannot_be_asked_any_more_is_in_doubt_and_all_others_go_back() throws Exception {
        var run = new EngineRun(PlanDraft.of(2));
        run.hosts.after(Doing.SWITCH, 2, lost());
        run.hosts.before(Doing.LOOK, 2, lost(), fails(Kind.UNREACHABLE), defect(), lost(), lost(), lost());

        assertEquals(Outcome.MIXED, run.outcome());

        assertEquals(List.of(OLD, NEW), run.links());
        assertEquals(List.of("Locked", "Staging", "Staged", "Switching", "Locked", "Unknown"), run.story(2));
    }

    @Test
    void a_look_may_fail_five_times() throws Exception {
        var run = new EngineRun(PlanDraft.of(1));
        run.hosts.after(Doing.SWITCH, 1, lost());
        run.hosts.before(Doing.LOOK, 1, lost(), lost(), lost(), lost(), lost());

        assertEquals(Outcome.SUCCEEDED, run.outcome());

        assertEquals(25, run.time.elapsed().toSeconds());
    }

    @Test
    void an_answer_that_was_lost_on_the_way_back_is_found_by_looking_too() throws Exception {
        var run = new EngineRun(PlanDraft.of(1));
        run.hosts.before(Doing.PROVE, 1, fails(Kind.PROOF)).after(Doing.SWITCH_BACK, 1, lost());

        assertEquals(Outcome.REVERTED, run.outcome());

        assertTrue(run.hosts.asBefore(run.plan));
        assertEquals(
                List.of("Failed", "Reverting", "Locked", "Observed", "Proving", "Proved", "Reverted"),
                run.story(1).subList(6, 13));
    }

    @Test
    void a_host_whose_link_was_the_release_already_can_lose_its_answers_on_both_ways() throws Exception {
        var run = new EngineRun(PlanDraft.of(1).link(1, NEW));
        run.hosts.after(Doing.SWITCH, 1, lost()).before(Doing.PROVE, 1, fails(Kind.PROOF));
        run.hosts.after(Doing.SWITCH_BACK, 1, lost(), lost(), lost(), lost());

        assertEquals(Outcome.REVERTED, run.outcome());

        assertEquals(1, run.hosts.done(Doing.SWITCH_BACK).size(), "once back is back");
    }

    @Test
    void a_link_that_somebody_else_changed_is_left_alone() throws Exception {
        var run = new EngineRun(PlanDraft.of(2));
        run.hosts.before(Doing.STAGE, 2, () -> run.hosts.changedByHand(WEB2, "releases/by-hand"));

        assertEquals(Outcome.DIVERGED, run.outcome());

        assertEquals(List.of(OLD, "releases/by-hand"), run.links());
        assertEquals(List.of("Locked", "Staging", "Staged", "Switching", "Diverged"), run.story(2));
    }

    @Test
    void a_link_that_somebody_else_changed_is_left_alone_on_the_way_back() throws Exception {
        var run = new EngineRun(PlanDraft.of(1));
        run.hosts.before(Doing.PROVE, 1, () -> {
            run.hosts.changedByHand(WEB1, "releases/by-hand");
            throw WorkException.failed(FakeHosts.failure(Kind.PROOF));
        });

        assertEquals(Outcome.DIVERGED, run.outcome());

        assertEquals("releases/by-hand", run.hosts.link(WEB1));
    }

    @Test
    void a_link_changed_while_contact_was_lost_is_found_and_left_alone() throws Exception {
        var run = new EngineRun(PlanDraft.of(1));
        run.hosts.after(Doing.SWITCH, 1, () -> {
            run.hosts.changedByHand(WEB1, "releases/by-hand");
            throw WorkException.unknown(FakeHosts.failure(Kind.UNREACHABLE));
        });

        assertEquals(Outcome.DIVERGED, run.outcome());

        assertEquals("releases/by-hand", run.hosts.link(WEB1));
    }

    @Test
    void a_first_release_has_nothing_to_go_back_to_and_stays() throws Exception {
        var run = new EngineRun(PlanDraft.of(1).link(1, ""));
        run.hosts.before(Doing.PROVE, 1, fails(Kind.PROOF));

        var state = run.run();

        assertEquals(Outcome.MIXED, state.outcome().orElseThrow());
        assertEquals(HostPhase.STUCK, state.host(WEB1).phase());
        assertEquals(NEW, run.hosts.link(WEB1), "without its link the site would be gone");
    }

    @ParameterizedTest
    @EnumSource(
            value = Doing.class,
            names = {"LEASE", "STAGE", "PROVE", "AWAIT_HEALTH"})
    void a_defect_in_the_work_on_a_host_is_the_failure_of_that_host(Doing doing) throws Exception {
        var run = new EngineRun(PlanDraft.of(3));
        run.hosts.before(doing, 2, defect());

        var outcome = run.outcome();

        assertTrue(outcome == Outcome.REVERTED || outcome == Outcome.UNTOUCHED, outcome::name);
        assertTrue(run.hosts.asBefore(run.plan));
        assertEquals(1, run.story(2).stream().filter("Failed"::equals).count());
    }

    @Test
    void a_defect_after_the_switch_happened_is_never_told_as_a_host_that_is_as_before() throws Exception {
        var run = new EngineRun(PlanDraft.of(2));
        run.hosts.after(Doing.SWITCH, 2, defect());

        assertEquals(Outcome.SUCCEEDED, run.outcome(), "looking shows that it was done");

        assertEquals(List.of(NEW, NEW), run.links());
    }

    @Test
    void a_defect_on_the_way_back_is_looked_at_too() throws Exception {
        var run = new EngineRun(PlanDraft.of(1));
        run.hosts.before(Doing.PROVE, 1, defect()).before(Doing.SWITCH_BACK, 1, defect());

        var state = run.run();

        assertEquals(HostPhase.STUCK, state.host(WEB1).phase());
        assertEquals(Outcome.MIXED, state.outcome().orElseThrow());
    }
}
