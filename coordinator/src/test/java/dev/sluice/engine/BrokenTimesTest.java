package dev.sluice.engine;

import dev.sluice.engine.ChangedProduct.Replacement;
import org.junit.jupiter.api.Test;

/** Builds in which a window or the end of a hold counts for less than it should: the simulation finds each of them. */
class BrokenTimesTest extends BrokenBuilds {
    @Test
    void a_build_that_ignores_the_window_is_found() throws Exception {
        assertFound(
                292,
                "no batch outside the window",
                new Replacement(
                        "engine.WindowGuard",
                        "return new WindowCalendar(known).closedFor(time.now(), needed);",
                        "return Optional.empty();"));
    }

    @Test
    void a_build_that_continues_for_whoever_comes_too_late_is_found() throws Exception {
        assertFound(
                89,
                "no batch before a person promoted the one before it",
                new Replacement(
                        "rollout.HoldDeadline",
                        "return !now.isBefore(at);",
                        "return now.isAfter(at.plusSeconds(86_400));"));
    }

    @Test
    void a_build_that_ends_a_hold_before_its_time_is_found() throws Exception {
        assertFound(
                89,
                "a hold lasts as long as the playbook says",
                new Replacement(
                        "rollout.HoldDeadline",
                        "var at = now.plus(end.after());",
                        "var at = now.plus(end.after().dividedBy(2));"));
    }
}
