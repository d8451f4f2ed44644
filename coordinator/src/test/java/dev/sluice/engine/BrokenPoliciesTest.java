package dev.sluice.engine;

import dev.sluice.engine.ChangedProduct.Replacement;
import org.junit.jupiter.api.Test;

/** The same of policies: how many hosts may fail or be away, what goes back, tasks, leases and the balancer. */
class BrokenPoliciesTest extends BrokenBuild {
    @Test
    void a_build_that_lets_any_number_of_hosts_fail_is_found() throws Exception {
        assertFound(
                22,
                "no more fail than max_failed allows",
                new Replacement(
                        "rollout.RolloutMachine",
                        "budget().filter(most -> state.failedHosts().size() > most).isPresent()",
                        "false"));
    }

    @Test
    void a_build_that_takes_any_number_of_hosts_away_is_found() throws Exception {
        assertFound(
                3,
                "min_available",
                new Replacement("rollout.RolloutMachine", "(!takesOneMore || away.size() <= spare())", "true"));
    }

    @Test
    void a_build_that_leaves_a_failed_host_where_it_is_is_found() throws Exception {
        assertFound(
                68,
                "what fails goes back",
                new Replacement(
                        "rollout.HostMove",
                        "return policy == OnFailure.HALT ? NONE : back(host, pair);",
                        "return NONE;"));
    }

    @Test
    void a_build_that_turns_only_one_batch_round_is_found() throws Exception {
        assertFound(
                31,
                "what fails goes back",
                new Replacement(
                        "rollout.RolloutMachine",
                        "case REVERT_ALL -> true;",
                        "case REVERT_ALL -> plan.batchOf(host) == state.batch();"));
    }

    @Test
    void a_build_that_turns_hosts_round_after_an_irreversible_task_is_found() throws Exception {
        assertFound(
                39,
                "nothing goes back by itself after an irreversible task",
                new Replacement(
                        "rollout.TaskMoves",
                        "return tasks.irreversible().stream().filter(state.tasks()::containsKey).findFirst();",
                        "return Optional.empty();"));
    }

    @Test
    void a_build_that_starts_a_task_again_whose_end_nobody_knows_is_found() throws Exception {
        assertFound(
                140,
                "no task is begun twice",
                new Replacement(
                        "engine.TaskRunner",
                        "return task.idempotent() || before == TaskProgress.AGAIN ? WhenUnknown.START_AGAIN : WhenUnknown.REPORT;",
                        "return WhenUnknown.START_AGAIN;"));
    }

    @Test
    void a_build_that_does_not_renew_its_leases_is_found() throws Exception {
        assertFound(
                100,
                "a lease lasts as long as its rollout",
                new Replacement(
                        "engine.LeaseKeeper",
                        "ticker.every(EVERY, this::renewAll);",
                        "ticker.every(EVERY, () -> {});"));
    }

    @Test
    void a_build_that_switches_a_host_in_the_balancer_is_found() throws Exception {
        assertFound(
                0,
                "no host is switched that gets visitors and should not",
                new Replacement(
                        "rollout.HostMove",
                        "case STAGED -> mustLeave(host, pair) ? DRAIN : SWITCH;",
                        "case STAGED -> SWITCH;"));
    }

    @Test
    void a_build_that_forgets_to_bring_hosts_back_into_the_balancer_is_found() throws Exception {
        assertFound(
                6,
                "every host is back in the balancer",
                new Replacement(
                        "rollout.HostMove", "return host.rotation() == Rotation.IN ? NONE : RETURN;", "return NONE;"));
    }
}
