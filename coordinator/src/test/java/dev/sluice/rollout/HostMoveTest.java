package dev.sluice.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.playbook.OnFailure;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.HostMove.Pair;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes next on one host, and what a failure makes of it. */
class HostMoveTest {
    private static final Failure FAILURE = FakeWorld.failure(Kind.PROOF, "test");

    private static HostRollout host(HostPhase phase) {
        return HostRollout.START.locked(1).to(phase);
    }

    @ParameterizedTest(name = "{0}: forward {1}, back {2}")
    @CsvSource({
        "PLANNED,    NONE,         NONE",
        "STAGED,     SWITCH,       NONE",
        "SWITCHING,  INSPECT,         INSPECT",
        "SWITCHED,   PROVE,        SWITCH_BACK",
        "PROVED,     CHECK_HEALTH, SWITCH_BACK",
        "HEALTHY,    NONE,         SWITCH_BACK",
        "REVERTING,  INSPECT,         INSPECT",
        "RESTORED,   PROVE_BACK,   PROVE_BACK",
        "REVERTED,   NONE,         NONE",
        "FAILED,     NONE,         NONE",
        "LEFT_OUT,   NONE,         NONE",
        "STUCK,      NONE,         NONE",
        "UNKNOWN,    NONE,         NONE",
        "DIVERGED,   NONE,         NONE"
    })
    void each_phase_has_one_next_move(HostPhase phase, HostMove forward, HostMove back) {
        assertEquals(forward, HostMove.forward(host(phase), OnFailure.REVERT_ALL, Pair.ABSENT));
        assertEquals(back, HostMove.back(host(phase), Pair.ABSENT));
    }

    @ParameterizedTest(name = "{0}, {1}: forward {2}, back {3}")
    @CsvSource({
        "STAGED,   IN,        DRAIN,  NONE",
        "STAGED,   LEAVING,   DRAIN,  RETURN",
        "STAGED,   OUT,       SWITCH, RETURN",
        "HEALTHY,  IN,        NONE,   DRAIN",
        "HEALTHY,  OUT,       RETURN, SWITCH_BACK",
        "HEALTHY,  RETURNING, RETURN, DRAIN",
        "SWITCHED, RETURNING, PROVE,  DRAIN",
        "REVERTED, OUT,       RETURN, RETURN",
        "FAILED,   LEAVING,   RETURN, RETURN",
        "FAILED,   IN,        NONE,   NONE"
    })
    void a_host_with_tasks_around_its_switch_leaves_before_a_change_and_returns_after_it(
            HostPhase phase, Rotation rotation, HostMove forward, HostMove back) {
        var host = host(phase).rotation(rotation);
        assertEquals(forward, HostMove.forward(host, OnFailure.REVERT_ALL, Pair.PRESENT));
        assertEquals(back, HostMove.back(host, Pair.PRESENT));
    }

    @Test
    void a_staged_host_that_failed_only_returns() {
        var failed = host(HostPhase.STAGED).failed(HostPhase.STAGED, FAILURE);
        assertEquals(HostMove.NONE, HostMove.forward(failed, OnFailure.REVERT_ALL, Pair.PRESENT));
        assertEquals(
                HostMove.RETURN, HostMove.forward(failed.rotation(Rotation.OUT), OnFailure.REVERT_ALL, Pair.PRESENT));
    }

    @ParameterizedTest
    @CsvSource({"SWITCHING, INSPECT", "REVERTING, INSPECT", "RESTORED, PROVE_BACK"})
    void a_host_that_failed_in_the_middle_of_a_switch_is_brought_to_its_end(HostPhase phase, HostMove move) {
        var failed = host(phase).failed(phase, FAILURE);
        assertEquals(move, HostMove.forward(failed, OnFailure.REVERT_ALL, Pair.ABSENT));
    }

    @Test
    void a_policy_that_halts_leaves_no_host_out_of_the_balancer_that_is_as_before() {
        var failed = host(HostPhase.FAILED).failed(HostPhase.FAILED, FAILURE).rotation(Rotation.OUT);
        assertEquals(HostMove.RETURN, HostMove.forward(failed, OnFailure.HALT, Pair.PRESENT));
    }

    @ParameterizedTest
    @EnumSource(HostPhase.class)
    void nothing_is_done_on_the_way_to_the_release_while_the_end_of_a_task_is_not_known(HostPhase phase) {
        var host = host(phase).rotation(Rotation.OUT).task("drain", TaskProgress.UNKNOWN);
        assertEquals(HostMove.NONE, HostMove.forward(host, OnFailure.REVERT_ALL, Pair.PRESENT));
    }

    @Test
    void some_moves_start_something_and_others_close_a_switch() {
        assertEquals(EnumSet.of(HostMove.DRAIN, HostMove.SWITCH, HostMove.RETURN), moves(HostMove::startsSomething));
        assertEquals(EnumSet.of(HostMove.INSPECT, HostMove.PROVE, HostMove.PROVE_BACK), moves(HostMove::closesSwitch));
    }

    private static Set<HostMove> moves(Predicate<HostMove> wanted) {
        return Stream.of(HostMove.values()).filter(wanted).collect(Collectors.toSet());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "PLANNED,   FAILED",
        "STAGED,    FAILED",
        "SWITCHING, FAILED",
        "SWITCHED,  SWITCHED",
        "PROVED,    PROVED",
        "HEALTHY,   HEALTHY",
        "REVERTING, STUCK",
        "RESTORED,  STUCK",
        "STUCK,     STUCK",
        "UNKNOWN,   UNKNOWN",
        "DIVERGED,  DIVERGED"
    })
    void a_failure_leaves_a_host_where_it_can_be_seen_what_it_serves(HostPhase before, HostPhase after) {
        var failed = host(before).failed(FAILURE);
        assertEquals(after, failed.phase());
        assertTrue(failed.hasFailed());
    }

    @Test
    void a_host_that_gets_no_visitors_and_cannot_come_back_is_stuck() {
        assertEquals(HostPhase.FAILED, leaving(HostPhase.STAGED).failed(FAILURE).phase());
        assertEquals(
                HostPhase.STUCK,
                leaving(HostPhase.STAGED).unlocked().failed(FAILURE).phase());
        assertEquals(
                HostPhase.SWITCHED,
                leaving(HostPhase.SWITCHED).unlocked().failed(FAILURE).phase());
        assertEquals(
                HostPhase.FAILED,
                host(HostPhase.STAGED).unlocked().failed(FAILURE).phase());
        assertEquals(
                HostPhase.STUCK,
                host(HostPhase.STAGED)
                        .rotation(Rotation.RETURNING)
                        .failed(FAILURE)
                        .phase());
        assertEquals(
                HostPhase.HEALTHY,
                host(HostPhase.HEALTHY)
                        .rotation(Rotation.RETURNING)
                        .failed(FAILURE)
                        .phase());
    }

    private static HostRollout leaving(HostPhase phase) {
        return host(phase).leaving();
    }

    @Test
    void each_time_a_host_leaves_the_balancer_is_counted() {
        assertEquals(
                2, HostRollout.START.leaving().rotation(Rotation.IN).leaving().turns());
        assertEquals(Rotation.LEAVING, HostRollout.START.leaving().rotation());
    }

    @ParameterizedTest
    @EnumSource(HostPhase.class)
    void visitors_are_served_well_where_a_host_is_as_before_or_healthy(HostPhase phase) {
        var good = EnumSet.of(
                HostPhase.PLANNED, HostPhase.STAGED, HostPhase.FAILED, HostPhase.REVERTED, HostPhase.HEALTHY);
        assertEquals(good.contains(phase), host(phase).available());
        assertFalse(host(phase).rotation(Rotation.OUT).available());
        assertEquals(
                good.contains(phase) && phase != HostPhase.HEALTHY,
                host(phase).failed(phase, FAILURE).available());
    }

    @ParameterizedTest
    @EnumSource(HostPhase.class)
    void a_lease_is_needed_where_something_may_still_be_done(HostPhase phase) {
        var over = EnumSet.of(
                HostPhase.STUCK, HostPhase.UNKNOWN, HostPhase.DIVERGED, HostPhase.LEFT_OUT, HostPhase.FAILED);
        assertEquals(!over.contains(phase), HostRollout.START.to(phase).needsLease());
        assertFalse(host(phase).needsLease(), "it has one");
        assertEquals(
                !over.contains(phase) || phase == HostPhase.FAILED,
                HostRollout.START.to(phase).rotation(Rotation.OUT).needsLease());
    }

    @Test
    void a_person_decides_on_a_task_whose_end_is_not_known_and_on_no_other() {
        var unknown = HostRollout.START.task("drain", TaskProgress.UNKNOWN).task("warm", TaskProgress.STARTED);
        assertTrue(unknown.hasUnknownTask());
        assertEquals(List.of("drain"), unknown.unknownTasks());
        assertEquals(
                TaskProgress.AGAIN,
                unknown.judged("drain", TaskProgress.AGAIN).tasks().get("drain"));
        assertEquals(
                TaskProgress.STARTED,
                unknown.judged("warm", TaskProgress.ENDED).tasks().get("warm"));
        assertFalse(unknown.judged("drain", TaskProgress.ENDED).hasUnknownTask());
    }
}
