package dev.sluice.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.playbook.Tasks;
import dev.sluice.playbook.Where;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tasks a rollout runs, and for which hosts. */
class PlannedTasksTest {
    private static final HostName WEB1 = PlanDraft.web(1);
    private static final HostName WEB2 = PlanDraft.web(2);

    private static List<TaskSpec> specs(DraftTask... tasks) {
        return Arrays.stream(tasks).map(DraftTask::spec).toList();
    }

    private static PlannedTasks planned(Purpose purpose) {
        return planned(
                purpose,
                new Tasks(
                        specs(DraftTask.task("cache"), DraftTask.task("migrate").once()),
                        specs(DraftTask.task("drain")),
                        specs(DraftTask.task("return"), DraftTask.task("report").once()),
                        specs(DraftTask.task("purge").where(new Where.Coordinator()))));
    }

    private static PlannedTasks planned(Purpose purpose, Tasks tasks) {
        return PlanDraft.of(2).tasks(tasks).purpose(purpose).plan().tasks();
    }

    private static String names(PlannedTasks tasks, TaskMoment moment) {
        return String.join(" ", tasks.at(moment).stream().map(TaskSpec::name).toList());
    }

    @ParameterizedTest(name = "{0}: {1}, {2}, {3}, {4}")
    @CsvSource({
        "RELEASE,  cache migrate, drain, return report, purge",
        "ROLLBACK, '',            drain, return report, ''",
        "CONVERGE, cache,         drain, return,        ''",
        "STAGE,    '',            '',    '',            ''"
    })
    void each_purpose_leaves_its_own_of_the_playbooks_tasks(
            Purpose purpose, String prepare, String before, String after, String finish) {
        var tasks = planned(purpose);
        assertEquals(prepare, names(tasks, TaskMoment.PREPARE));
        assertEquals(before, names(tasks, TaskMoment.BEFORE_SWITCH));
        assertEquals(after, names(tasks, TaskMoment.AFTER_SWITCH));
        assertEquals(finish, names(tasks, TaskMoment.FINISH));
    }

    @Test
    void a_rollback_runs_the_tasks_that_ask_for_it_too() {
        var tasks = new Tasks(
                specs(DraftTask.task("cache").onRollback(), DraftTask.task("migrate")),
                List.of(),
                List.of(),
                List.of());
        assertEquals("cache", names(planned(Purpose.ROLLBACK, tasks), TaskMoment.PREPARE));
    }

    @Test
    void a_task_that_is_about_the_rollout_runs_once_but_not_one_of_a_hosts_switch() {
        var here = DraftTask.task("here").where(new Where.Coordinator()).spec();
        var each = DraftTask.task("each").spec();
        var once = DraftTask.task("once").once().spec();
        var tasks = planned(Purpose.RELEASE);
        for (var moment : TaskMoment.values()) {
            var pair = moment == TaskMoment.BEFORE_SWITCH || moment == TaskMoment.AFTER_SWITCH;
            assertEquals(!pair, tasks.isOnce(here, moment));
            assertFalse(tasks.isOnce(each, moment));
            assertTrue(tasks.isOnce(once, moment));
        }
    }

    @Test
    void a_task_is_for_the_hosts_that_it_names_and_for_all_without_a_name() {
        var one = DraftTask.task("one").on("web002");
        var tasks =
                planned(Purpose.RELEASE, new Tasks(specs(one, DraftTask.task("all")), List.of(), List.of(), List.of()));
        assertEquals(List.of(WEB2), tasks.hosts(one.spec()));
        assertEquals(List.of(WEB1, WEB2), tasks.hosts(DraftTask.task("all").spec()));
        assertEquals(
                List.of("all"),
                tasks.at(TaskMoment.PREPARE, WEB1).stream().map(TaskSpec::name).toList());
        assertEquals(2, tasks.at(TaskMoment.PREPARE, WEB2).size());
    }

    @Test
    void a_host_has_a_pair_with_a_task_on_either_side_of_its_switch() {
        var two = specs(DraftTask.task("drain").on("web002"));
        var before = planned(Purpose.RELEASE, new Tasks(List.of(), two, List.of(), List.of()));
        var after = planned(Purpose.RELEASE, new Tasks(List.of(), List.of(), two, List.of()));
        for (var tasks : List.of(before, after)) {
            assertTrue(tasks.hasPair(WEB2));
            assertFalse(tasks.hasPair(WEB1));
            assertFalse(tasks.drains(WEB2), "taken out and never returned, or returned and never taken out");
        }
    }

    @Test
    void a_host_is_drained_by_tasks_on_both_sides_of_its_switch() {
        var tasks = planned(
                Purpose.RELEASE,
                new Tasks(
                        List.of(),
                        specs(DraftTask.task("drain").on("web002")),
                        specs(DraftTask.task("return").on("web002")),
                        List.of()));
        assertTrue(tasks.drains(WEB2));
        assertFalse(tasks.drains(WEB1));
    }

    @Test
    void irreversible_tasks_are_those_that_this_rollout_runs() {
        var tasks = new Tasks(
                specs(DraftTask.task("cache"), DraftTask.task("migrate").once().irreversible()),
                List.of(),
                List.of(),
                specs(DraftTask.task("drop").irreversible()));
        assertEquals(List.of("migrate", "drop"), planned(Purpose.RELEASE, tasks).irreversible());
        assertEquals(List.of("drop"), planned(Purpose.CONVERGE, tasks).irreversible());
        assertEquals(List.of(), planned(Purpose.STAGE, tasks).irreversible());
    }

    @Test
    void a_plan_knows_its_fleet_its_targets_and_the_batch_of_each_host() {
        var plan = PlanDraft.of(3).batches(1, 2).plan();
        assertEquals("prod/" + plan.playbook().name(), plan.fleet());
        assertEquals(3, plan.targets());
        assertEquals(1, plan.batchOf(WEB1));
        assertEquals(2, plan.batchOf(WEB2));
        assertThrows(NoSuchElementException.class, () -> plan.batchOf(PlanDraft.web(9)));
        assertEquals(Optional.of(WEB2), plan.find(WEB2).map(HostPlan::name));
        assertEquals(Optional.empty(), plan.find(PlanDraft.web(9)));
        var refused = assertThrows(IllegalArgumentException.class, () -> plan.host(PlanDraft.web(9)));
        assertEquals("web009 is not part of rollout r-7f3a09bc", refused.getMessage());
    }

    @Test
    void ids_are_in_the_order_of_their_letters() {
        assertTrue(new ReleaseId("b").compareTo(new ReleaseId("a")) > 0);
        assertTrue(new ReleaseId("a").compareTo(new ReleaseId("b")) < 0);
        assertTrue(RolloutIds.of(2).compareTo(RolloutIds.of(1)) > 0);
        assertEquals("r-00000001", RolloutIds.of(1).toString());
        assertEquals("a", new ReleaseId("a").toString());
    }
}
