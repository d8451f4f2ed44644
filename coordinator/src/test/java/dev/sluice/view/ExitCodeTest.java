package dev.sluice.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.plan.PlanDraft;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.readiness.RefusedException;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.RolloutState.Demand;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
    private static final Instant AT = PlanDraft.AT;
    private static final RolloutState START = RolloutState.of(PlanDraft.of(1).plan());

    @ParameterizedTest(name = "{0}: {1}, when it was asked for: {2}")
    @CsvSource({
        "SUCCEEDED, 0,  0",
        "UNTOUCHED, 4,  0",
        "REVERTED,  5,  0",
        "MIXED,     6,  6",
        "LOCKED,    7,  7",
        "DIVERGED,  11, 11",
    })
    void each_outcome_has_a_number_and_what_was_asked_for_is_done(Outcome outcome, int byItself, int asked) {
        var finished = new FleetEvent.RolloutFinished(AT, outcome);
        var demand = new FleetEvent.Aborted(AT, "anna", Demand.REVERT);

        assertEquals(byItself, ExitCode.of(START.with(finished)).number());
        assertEquals(asked, ExitCode.of(START.with(demand).with(finished)).number());
    }

    @Test
    void a_command_that_a_signal_ended_says_so_as_shells_do() {
        assertEquals(129, ExitCode.ofSignal("SIGHUP").number());
        assertEquals(130, ExitCode.ofSignal("SIGINT").number());
        assertEquals(143, ExitCode.ofSignal("SIGTERM").number());
    }

    @Test
    void a_rollout_that_waits_says_for_what() {
        assertEquals(8, ExitCode.of(START.with(new FleetEvent.Held(AT, 1))).number());
        assertEquals(
                10, ExitCode.of(START.with(new FleetEvent.Paused(AT, "anna"))).number());
    }

    @Test
    void a_frozen_rollout_and_one_outside_its_window_have_codes_of_their_own() {
        assertEquals(
                14, ExitCode.of(START.with(new FleetEvent.Frozen(AT, "sale"))).number());
        assertEquals(14, ExitCode.of(RefusedException.Reason.FROZEN).number());
        assertEquals(
                9,
                ExitCode.of(START.with(new FleetEvent.WindowClosed(AT, "closed", Closing.FINISH_BATCH)))
                        .number());
    }

    @Test
    void a_rollout_that_nobody_promoted_in_time_has_failed() {
        var expired = START.with(new FleetEvent.Held(AT, 1, Optional.of(new HoldDeadline(AT, Then.REVERT))))
                .with(new FleetEvent.HoldExpired(AT, 1, AT, Then.REVERT))
                .with(new FleetEvent.RolloutFinished(AT, Outcome.REVERTED));
        assertEquals(5, ExitCode.of(expired).number());
    }

    @Test
    void a_rollout_without_an_end_is_never_told_as_done() {
        assertEquals(ExitCode.UNEXPECTED, ExitCode.of(START));
    }

    @Test
    void no_two_codes_share_a_number() {
        var numbers = Arrays.stream(ExitCode.values()).map(ExitCode::number).toList();

        assertEquals(numbers.size(), new HashSet<>(numbers).size());
    }
}
