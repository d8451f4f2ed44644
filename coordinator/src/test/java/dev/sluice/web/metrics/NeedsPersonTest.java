package dev.sluice.web.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.engine.FleetHistory;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutIds;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutPhase;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NeedsPersonTest {
    private static final Instant AT = Instant.parse("2026-11-22T20:00:00Z");

    private static RolloutSummary rollout(Purpose purpose, RolloutPhase phase, Optional<Outcome> outcome) {
        return new RolloutSummary(
                RolloutIds.of(7),
                purpose,
                new ReleaseId("v1"),
                "anna",
                AT,
                AT,
                phase,
                Optional.empty(),
                outcome,
                List.of(),
                List.of());
    }

    /** @param text such as {@code release mixed} */
    private static RolloutSummary ended(String text) {
        var words = text.strip().toUpperCase(Locale.ROOT).split(" ", 2);
        return rollout(Purpose.valueOf(words[0]), RolloutPhase.FINISHED, Optional.of(Outcome.valueOf(words[1])));
    }

    private static boolean of(RolloutSummary... newestFirst) {
        return NeedsPerson.of(new FleetHistory(List.of(newestFirst), List.of()), "");
    }

    @ParameterizedTest(name = "{0}, the newest first: {1}")
    @CsvSource({
        "release succeeded, false",
        "release reverted, false",
        "release untouched, false",
        "release locked, false",
        "release mixed, true",
        "release diverged, true",
        "release succeeded < release mixed, false",
        "rollback succeeded < release mixed, false",
        "converge succeeded < release diverged, false",
        "release reverted < release mixed, true",
        "release untouched < release mixed, true",
        "stage succeeded < release mixed, true",
        "refresh succeeded < release mixed, true",
        "release mixed < release succeeded, true",
        "refresh mixed < release succeeded, true"
    })
    void hosts_that_were_left_behind_are_a_persons_matter_until_all_have_one_release(String history, boolean needed) {
        var rollouts =
                Arrays.stream(history.split("<")).map(NeedsPersonTest::ended).toArray(RolloutSummary[]::new);
        assertEquals(needed, of(rollouts));
    }

    @ParameterizedTest
    @EnumSource(
            value = RolloutPhase.class,
            names = {"HELD", "PAUSED", "OUTSIDE_WINDOW", "FROZEN", "INTERRUPTED"})
    void a_rollout_that_waits_needs_a_person_whatever_process_has_the_fleet(RolloutPhase phase) {
        var history = new FleetHistory(List.of(rollout(Purpose.RELEASE, phase, Optional.empty())), List.of());
        assertEquals(true, NeedsPerson.of(history, "pid 1, rollout " + RolloutIds.of(7)));
    }

    @ParameterizedTest
    @EnumSource(
            value = RolloutPhase.class,
            names = {"RUNNING", "FAILING"})
    void a_rollout_that_is_open_needs_one_where_no_process_runs_it(RolloutPhase phase) {
        var history = new FleetHistory(List.of(rollout(Purpose.RELEASE, phase, Optional.empty())), List.of());
        assertEquals(false, NeedsPerson.of(history, "pid 1, rollout " + RolloutIds.of(7)));
        assertEquals(true, NeedsPerson.of(history, "pid 1, rollout " + RolloutIds.of(8)));
        assertEquals(true, NeedsPerson.of(history, ""));
    }

    @Test
    void a_record_that_cannot_be_read_needs_one() {
        assertEquals(true, NeedsPerson.of(new FleetHistory(List.of(), List.of("r-1: cut off")), ""));
        assertEquals(false, of());
    }
}
