package dev.sluice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.plan.DraftTask;
import dev.sluice.plan.PlanDraft;
import dev.sluice.playbook.Tasks;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.TaskEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static Story story(int hosts) {
        return new Story(PlanDraft.of(hosts).plan());
    }

    @Test
    void a_good_rollout_is_one_line() {
        assertEquals(
                "done: 3 hosts serve 20261122-223000-9f3c1ab\n", Story.good().summary());
        assertEquals(
                "done: 1 host serves 20261122-223000-9f3c1ab\n",
                story(1).ended(Outcome.SUCCEEDED).summary());
    }

    @Test
    void a_rollout_that_was_taken_back_says_why_and_what_next() {
        assertEquals("""
                failed: 1 of 3 hosts failed; every host is back on 20261121-223000-1b22c0d
                  why   web002: not healthy: /healthz answered 500 (3 of 3)
                  next  web002: fix the release, and release it again
                """, Story.bad().summary());
    }

    @Test
    void a_rollout_that_was_taken_back_because_somebody_asked_has_not_failed() {
        var story = story(2).everyHostStaged()
                .batch(1)
                .activated(PlanDraft.web(1))
                .add(new FleetEvent.Aborted(Story.AT, "anna", Demand.REVERT))
                .putBack(PlanDraft.web(1))
                .ended(Outcome.REVERTED);

        assertEquals("""
                reverted: every host is back on 20261121-223000-1b22c0d
                  why   ended by anna
                """, story.summary());
    }

    @Test
    void what_failed_in_the_same_words_is_told_together() {
        var story = story(3);
        story.plan()
                .hosts()
                .forEach(host -> story.add(new HostEvent.HostFailed(
                        Story.AT, host.name(), Story.failure(PlanDraft.web(9), "no route to host"))));

        assertEquals("""
                failed: 3 of 3 hosts, before any switch; nothing was changed for visitors
                  why   web001, web002, web003: web009 is not healthy: no route to host
                  next  web001, web002, web003: fix the release, and release it again
                """, story.ended(Outcome.UNTOUCHED).summary());
    }

    @Test
    void what_differs_in_the_host_only_is_the_same_words() {
        var story = story(12);
        story.plan()
                .hosts()
                .forEach(host -> story.failed(
                        host.name(),
                        "POST http://shop.example.com:" + host.name().value().replace("web", "45") + "/ on "
                                + host.name()));

        assertEquals(
                """
                failed: 12 of 12 hosts, before any switch; nothing was changed for visitors
                  why   12 hosts: not healthy: POST http://shop.example.com/ on it: %1$s
                  next  12 hosts: fix the release, and release it again: %1$s
                """.formatted(
                                "web001, web002, web003, web004, web005, web006, web007, web008, web009, web010 and 2 more"),
                story.ended(Outcome.UNTOUCHED).summary());
    }

    private static Story withMigration(DraftTask task) {
        var tasks = new Tasks(List.of(task.once().spec()), List.of(), List.of(), List.of());
        var story = new Story(PlanDraft.of(2).tasks(tasks).plan()).everyHostStaged();
        return story.add(new TaskEvent.TaskStarted(Story.AT, "migrate", Optional.of(PlanDraft.web(1))));
    }

    @Test
    void a_task_whose_end_nobody_knows_is_named_with_the_commands_that_go_on() {
        var story = withMigration(DraftTask.task("migrate"))
                .add(new TaskEvent.TaskUnknown(Story.AT, "migrate", Story.failure(PlanDraft.web(1), "gone")));
        var id = story.plan().id();

        assertEquals("""
                waits for a person: the outcome of a task is unknown
                  why   the outcome of task 'migrate' on web001 is unknown
                  next  find out whether the task did its work; if it did: sluice resume %1$s --task-done 'migrate'
                  next  if it may be started again: sluice resume %1$s --task-again 'migrate'
                  next  to revert every host: sluice rollback
                """.formatted(id), story.summary());
    }

    @Test
    void a_failed_task_before_any_switch_is_told_with_what_ran_and_where_to_read() {
        var story = withMigration(DraftTask.task("migrate"))
                .add(new TaskEvent.TaskFailed(Story.AT, "migrate", Story.failure(PlanDraft.web(1), "no table")))
                .ended(Outcome.UNTOUCHED);

        assertEquals("""
                failed: before any switch; nothing was changed for visitors
                  why   web001 is not healthy: no table
                  ran   the tasks migrate
                  next  fix it, and release again; for the output of the tasks: sluice logs %s
                """.formatted(story.plan().id()), story.summary());
    }

    @Test
    void hosts_that_were_left_out_are_no_reason_to_go_forward_or_back_after_an_irreversible_task() {
        var web2 = PlanDraft.web(2);
        var story = withMigration(DraftTask.task("migrate").irreversible())
                .add(new HostEvent.HostLeftOut(Story.AT, web2, Story.failure(web2, "no route to host")))
                .add(new TaskEvent.TaskEnded(Story.AT, "migrate", 0, Duration.ofSeconds(3)))
                .batch(1)
                .activated(PlanDraft.web(1))
                .opened(1)
                .ended(Outcome.SUCCEEDED);

        var said = story.summary();
        assertFalse(said.contains("irreversible"), said);
        assertFalse(said.contains("rollback"), said);
        assertTrue(said.contains("  next  run sluice converge"), said);
    }

    @Test
    void an_irreversible_task_is_named_as_the_reason_why_nothing_was_put_back() {
        var story = withMigration(DraftTask.task("migrate").irreversible())
                .add(new TaskEvent.TaskEnded(Story.AT, "migrate", 0, Duration.ofSeconds(3)))
                .batch(1)
                .switched(PlanDraft.web(1))
                .failed(PlanDraft.web(1), "500")
                .ended(Outcome.MIXED);

        var said = story.summary();
        assertTrue(said.contains("  why   web001: not healthy: 500\n"), said);
        assertTrue(said.contains("  why   no host was reverted: task 'migrate' is irreversible and was started"), said);
        assertTrue(said.contains("  next  to go forward: fix the release, and release it under another id\n"), said);
        assertTrue(said.contains("the changes of 'migrate': sluice rollback --to " + Story.OLD + "\n"), said);
    }

    @Test
    void a_mixed_end_names_the_state_of_every_host() {
        var story = story(4).everyHostStaged()
                .batch(1)
                .activated(PlanDraft.web(1))
                .batch(2)
                .switched(PlanDraft.web(2))
                .failed(PlanDraft.web(2), "500")
                .add(new HostEvent.HostReverting(Story.AT, PlanDraft.web(2), "a", "b", 1))
                .failed(PlanDraft.web(2), "refused")
                .ended(Outcome.MIXED);

        assertEquals("""
                failed, mixed: not every host is in the intended state; a person is needed
                  why   web002: not healthy: 500
                  host  web001: on 20261122-223000-9f3c1ab (healthy)
                  host  web002: stuck, was on 20261121-223000-1b22c0d, was to be on 20261122-223000-9f3c1ab
                  host  web003, web004: as before, on 20261121-223000-1b22c0d
                  next  web002: fix the release, and release it again
                """, story.summary());
    }

    @Test
    void a_refused_gate_without_a_failed_host_says_who_refused_and_what_to_do() {
        var story = story(1).everyHostStaged()
                .batch(1)
                .activated(PlanDraft.web(1))
                .refused(1, "errors doubled")
                .ended(Outcome.MIXED);

        assertEquals("""
                failed, mixed: not every host is in the intended state; a person is needed
                  why   errors doubled
                  host  web001: on 20261122-223000-9f3c1ab (healthy)
                  next  sluice hosts --live shows every host; sluice rollback reverts the release
                """, story.summary());
    }

    @Test
    void hosts_that_were_left_out_are_named_and_can_be_brought_up_later() {
        var web2 = PlanDraft.web(2);
        var story = new Story(PlanDraft.of(2).maxUnreachable(1).plan())
                .add(new HostEvent.HostLeftOut(Story.AT, web2, Story.failure(web2, "no route to host")))
                .staged(PlanDraft.web(1))
                .batch(1)
                .activated(PlanDraft.web(1))
                .opened(1)
                .ended(Outcome.SUCCEEDED);

        assertEquals("""
                done: 1 host serves 20261122-223000-9f3c1ab, 1 host was left out
                  left  web002: could not be reached
                  next  run sluice converge, once they can be reached
                """, story.summary());
    }

    @Test
    void nothing_is_to_be_caught_up_with_when_everything_is_back() {
        var web2 = PlanDraft.web(2);
        var story = new Story(PlanDraft.of(2).maxUnreachable(1).plan())
                .add(new HostEvent.HostLeftOut(Story.AT, web2, Story.failure(web2, "no route to host")))
                .staged(PlanDraft.web(1))
                .batch(1)
                .switched(PlanDraft.web(1))
                .failed(PlanDraft.web(1), "500")
                .putBack(PlanDraft.web(1))
                .ended(Outcome.REVERTED);

        assertTrue(story.summary().contains("  left  web002: could not be reached\n"), story::summary);
        assertFalse(story.summary().contains("converge"), story::summary);
    }

    @Test
    void a_host_that_somebody_else_changed_is_named_and_so_are_the_others() {
        var web2 = PlanDraft.web(2);
        var story = story(2).everyHostStaged()
                .batch(1)
                .add(new HostEvent.HostDiverged(Story.AT, web2, "a", "b", Story.failure(web2, "found 'b'")))
                .ended(Outcome.DIVERGED);

        assertEquals("""
                failed: another process or operator changed hosts; they were left as they are
                  why   web002: not healthy: found 'b'
                  host  web001: as before, on 20261121-223000-1b22c0d
                  host  web002: diverged, was on 20261121-223000-1b22c0d, was to be on 20261122-223000-9f3c1ab
                  next  web002: fix the release, and release it again
                """, story.summary());
    }

    @Test
    void every_outcome_has_a_headline_of_its_own() {
        var headlines = java.util.Arrays.stream(Outcome.values())
                .map(outcome ->
                        story(2).ended(outcome).summary().lines().findFirst().orElseThrow())
                .distinct()
                .toList();

        assertEquals(Outcome.values().length, headlines.size(), headlines::toString);
        assertTrue(story(2).ended(Outcome.LOCKED).summary().startsWith("locked: "));
    }

    @Test
    void a_rollout_that_waits_says_so() {
        assertEquals(
                "waits for a person\n",
                story(2).add(new FleetEvent.Held(Story.AT, 1)).summary());
    }

    @Test
    void a_rollout_that_a_signal_ended_says_how_it_was_left() {
        assertEquals(
                "interrupted: every host is before or after its switch\n",
                story(2).add(new FleetEvent.Interrupted(Story.AT, "SIGTERM")).summary());
    }

    @Test
    void of_a_host_that_was_taken_over_nothing_is_claimed() {
        var fenced = new Failure(Kind.FENCED, "switch", "the lease is another's", "r-2 took it over", "see status");
        var story = story(2).everyHostStaged()
                .batch(1)
                .activated(PlanDraft.web(1))
                .add(new HostEvent.HostFailed(Story.AT, PlanDraft.web(2), fenced))
                .ended(Outcome.MIXED);

        var said = story.summary();

        assertTrue(said.contains("  host  web002: taken over by another coordinator: sluice hosts --live\n"), said);
    }
}
