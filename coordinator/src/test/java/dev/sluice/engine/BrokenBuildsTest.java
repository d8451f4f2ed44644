package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.engine.ChangedProduct.Replacement;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Builds of the product with one thing done wrongly: the simulation finds each of them, by the promise that it breaks. What is wrong is in the
 * product's own code; what host scripts could do wrongly is in {@link BrokenHostsTest}.
 */
class BrokenBuildsTest extends BrokenBuilds {
    @Test
    void a_build_in_which_nothing_is_wrong_breaks_nothing() throws Exception {
        var build = build(new Replacement("engine.HostRun", "ATTEMPTS = 6;", "ATTEMPTS = 5 + 1;"));
        for (long seed = 0; seed < 50; seed++) {
            assertEquals(Optional.empty(), build.apply(seed));
        }
    }

    @Test
    void a_text_that_is_not_there_once_leaves_nothing_unchanged_in_silence() {
        assertThrows(AssertionError.class, () -> build(new Replacement("engine.HostRun", "ATTEMPTS = 7;", "")));
        assertThrows(AssertionError.class, () -> build(new Replacement("engine.HostRun", "work.switchLink", "")));
        assertThrows(
                AssertionError.class,
                () -> build(new Replacement("engine.HostRun", "ATTEMPTS = 6;", "ATTEMPTS = six")));
    }

    @Test
    void a_build_that_does_not_sync_before_the_effect_is_found() throws Exception {
        assertFound(0, "no effect before its record", new Replacement("journal.FileJournal", "file.sync();", ""));
    }

    @Test
    void a_build_that_goes_on_before_the_record_is_written_is_found() throws Exception {
        assertFound(
                0,
                "no effect before its record",
                new Replacement(
                        "engine.Recorder",
                        "var entry = Entry.of(List.of(event));",
                        "var entry = Entry.of(List.of(event)); entry.synced().complete(null);"));
    }

    @Test
    void a_build_that_announces_a_switch_behind_it_is_found() throws Exception {
        assertFound(
                0,
                "no effect before its record",
                new Replacement(
                        "engine.HostRun",
                        "work.warm(host, host.to(), Direction.FORWARD);",
                        "work.switchLink(host, LinkChange.forward(host, token(host)));"));
    }

    @Test
    void a_build_that_expects_whatever_the_link_is_now_is_found() throws Exception {
        assertFound(
                5,
                "what somebody else changed is left alone",
                new Replacement(
                        "engine.HostRun",
                        "LinkChange.forward(host, token(host))",
                        "new LinkChange(work.readLink(host), host.to().link(), token(host), Direction.FORWARD)"));
    }

    @Test
    void a_build_that_sends_another_token_than_that_of_its_lease_is_found() throws Exception {
        assertFound(
                4,
                "it succeeds where nothing goes wrong",
                new Replacement(
                        "engine.HostRun",
                        "return rollout.token().orElseThrow(",
                        "return rollout.token().map(token -> token - 1).orElseThrow("));
    }

    @Test
    void a_build_that_goes_on_with_the_tokens_of_an_earlier_coordinator_is_found() throws Exception {
        assertFound(
                4,
                "who takes over takes leases of its own",
                new Replacement("rollout.FleetEvent", "state.everyHost(HostRollout::unlocked)", "state"));
    }

    @Test
    void a_build_that_does_not_fence_off_what_is_on_its_way_still_is_found() throws Exception {
        assertFound(
                660,
                "who is as before in the record is as before",
                new Replacement("engine.HostRun", "var fencedOff = false;", "var fencedOff = true;"));
    }

    @Test
    void a_build_that_takes_a_lost_answer_for_a_failure_is_found() throws Exception {
        assertFound(
                8,
                "who is as before in the record is as before",
                new Replacement(
                        "engine.HostRun",
                        "var unknown = e.effect() == Effect.UNKNOWN || move == HostMove.INSPECT;",
                        "var unknown = false;"));
    }

    @Test
    void a_build_that_takes_an_answer_for_a_proof_is_found() throws Exception {
        assertFound(
                0,
                "proved is only what is served",
                new Replacement(
                        "engine.HostRun",
                        "var evidence = work.prove(host, host.to(), Direction.FORWARD);",
                        "var evidence = new dev.sluice.rollout.Evidence(\"\", 1, 1, Duration.ZERO, java.util.Map.of());"));
    }

    @Test
    void a_build_that_resets_PHP_without_a_record_is_found() throws Exception {
        assertFound(
                0,
                "no reset without a record",
                new Replacement(
                        "engine.HostRun",
                        "new HostEvent.HostProving(time.now(), host.name(), host.to().value()));",
                        "new HostEvent.HostNoted(time.now(), host.name(), \"proving\"));"));
    }

    @Test
    void a_build_that_counts_a_host_that_cannot_be_reached_as_good_is_found() throws Exception {
        assertFound(
                185,
                "healthy is only what answers well",
                new Replacement("engine.HostRun", "int checks = work.awaitHealth(host);", """
                int checks = 1;
                try {
                    checks = work.awaitHealth(host);
                } catch (WorkException e) {
                    if (e.failure().kind() != Failure.Kind.UNREACHABLE) {
                        throw e;
                    }
                }
                """));
    }

    @Test
    void a_build_that_is_content_with_one_good_answer_is_found() throws Exception {
        assertFound(
                0,
                "healthy is only what answers well",
                new Replacement("engine.HealthWait", "if (passed == settings.consecutive()) {", "if (passed > 0) {"));
    }

    @Test
    void a_build_that_goes_on_without_a_gate_is_found() throws Exception {
        assertFound(
                0,
                "no batch before the gate before it",
                new Replacement(
                        "rollout.RolloutMachine",
                        "if (state.gates().get(batch.number()) == Gate.OPEN) {",
                        "if (batch.hosts().stream().allMatch(host -> state.host(host).phase() == HostPhase.HEALTHY)"
                                + " || state.gates().get(batch.number()) == Gate.OPEN) {"));
    }

    @Test
    void a_build_that_does_not_wait_for_a_person_is_found() throws Exception {
        assertFound(
                31,
                "no batch before a person promoted the one before it",
                new Replacement(
                        "rollout.RolloutMachine",
                        "return batch.hold() == Hold.PROMOTE && !last ? Move.WhenGood.HOLD : Move.WhenGood.OPEN;",
                        "return Move.WhenGood.OPEN;"));
    }

    @Test
    void a_build_that_lets_any_number_of_hosts_fail_is_found() throws Exception {
        assertFound(
                30,
                "no more fail than max_failed allows",
                new Replacement(
                        "rollout.RolloutMachine",
                        "budget().filter(most -> state.tally().failed() > most).isPresent()",
                        "false"));
    }

    @Test
    void a_build_that_takes_any_number_of_hosts_away_is_found() throws Exception {
        assertFound(
                3,
                "min_available",
                new Replacement(
                        "rollout.RolloutMachine",
                        "isAway || state.tally().away() + availableOf(state, inside) + 1 <= spare()",
                        "true"));
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
                70,
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
                287,
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
                43,
                "every host is back in the balancer",
                new Replacement(
                        "rollout.HostMove", "return host.rotation() == Rotation.IN ? NONE : RETURN;", "return NONE;"));
    }
}
