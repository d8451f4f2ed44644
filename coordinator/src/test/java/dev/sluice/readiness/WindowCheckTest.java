package dev.sluice.readiness;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.TimeNeeded;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.playbook.ReleaseWindow.Opening;
import dev.sluice.readiness.RefusedException.Reason;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowCheckTest {
    private static final ReleaseWindow MONDAY = new ReleaseWindow(
            ZoneId.of("Europe/Berlin"),
            List.of(new Opening(List.of(DayOfWeek.MONDAY), LocalTime.of(22, 0), LocalTime.of(2, 0))),
            List.of(),
            Closing.FINISH_BATCH,
            ReleaseWindow.Fit.ON);

    private static WindowCheck check(Duration soak) {
        var steps = TimeNeeded.steps(PlanDraft.of(1).soak(soak).plan());
        return new WindowCheck(Optional.of(MONDAY), steps, TimeNeeded.UNKNOWN);
    }

    @Test
    void outside_of_it_a_rollout_is_refused_and_told_when_it_opens_next() {
        var refused = assertThrows(
                RefusedException.class, () -> check(Duration.ZERO).refuse(Instant.parse("2026-11-25T22:00:00Z")));
        assertEquals(Reason.OUTSIDE_WINDOW, refused.reason());
        assertEquals(List.of("outside the window: open mon 22:00 to 02:00 Europe/Berlin"), refused.lines());
        assertEquals(
                "it opens Mon 2026-11-30 22:00 CET (2026-11-30 21:00Z); to start all the same, with a reason for the"
                        + " record: --override-window --reason TEXT",
                refused.next());
    }

    @Test
    void shortly_before_its_end_a_batch_that_does_not_fit_is_not_begun() {
        var late = Instant.parse("2026-12-01T00:50:00Z");
        assertDoesNotThrow(() -> check(Duration.ofMinutes(5)).refuse(late));
        var refused = assertThrows(
                RefusedException.class, () -> check(Duration.ofMinutes(6)).refuse(late));
        assertEquals(
                List.of("outside the window: a batch and its revert may need 720 s, and the window closes"
                        + " Tue 2026-12-01 02:00 CET (2026-12-01 01:00Z)"),
                refused.lines());
    }

    @Test
    void inside_of_it_its_end_is_told() {
        assertEquals(
                Optional.of("window open until Tue 2026-12-01 02:00 CET (2026-12-01 01:00Z)"),
                check(Duration.ZERO).words(Instant.parse("2026-11-30T22:00:00Z")));
    }

    @Test
    void outside_of_it_the_headline_names_when_it_opens() {
        var wednesday = Instant.parse("2026-11-25T22:00:00Z");
        assertEquals(
                Optional.of("window closed: open mon 22:00 to 02:00 Europe/Berlin;"
                        + " it opens Mon 2026-11-30 22:00 CET (2026-11-30 21:00Z)"),
                check(Duration.ZERO).words(wednesday));
    }

    @Test
    void without_a_window_everything_may_start() {
        var none = new WindowCheck(
                Optional.empty(), TimeNeeded.steps(PlanDraft.of(1).plan()), TimeNeeded.UNKNOWN);
        assertDoesNotThrow(() -> none.refuse(Instant.EPOCH));
        assertEquals(Optional.empty(), none.words(Instant.EPOCH));
        assertFalse(WindowCheck.ignoredAt(Optional.empty(), Instant.EPOCH));
        assertTrue(WindowCheck.ignoredAt(Optional.of(MONDAY), Instant.EPOCH));
    }
}
