package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.playbook.ReleaseWindow.Opening;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The time of these tests begins on a Sunday at 22:29:58 UTC; the window closes at 23:00. */
class WindowGuardTest {
    private static final Duration CLOSED = Duration.ofMinutes(31);
    private final VirtualTime time = new VirtualTime();

    private WindowGuard guard(Closing closing) {
        var open = new Opening(List.of(DayOfWeek.SUNDAY), LocalTime.of(22, 0), LocalTime.of(23, 0));
        return new WindowGuard(
                Optional.of(new ReleaseWindow(ZoneOffset.UTC, List.of(open), List.of(), closing, ReleaseWindow.Fit.ON)),
                time);
    }

    @ParameterizedTest
    @EnumSource
    void while_it_is_open_everything_may_start(Closing closing) {
        var guard = guard(closing);
        assertEquals(Optional.empty(), guard.beforeBatch(Duration.ofMinutes(15)));
        assertEquals(Optional.empty(), guard.beforeHost());
        assertEquals(Optional.empty(), guard.beforeGate());
    }

    @ParameterizedTest
    @EnumSource
    void when_it_is_closed_no_batch_starts_and_the_rest_is_as_the_file_says(Closing closing) {
        var guard = guard(closing);
        time.pass(CLOSED);
        assertTrue(guard.beforeBatch(Duration.ZERO).isPresent());
        assertEquals(closing != Closing.FINISH_BATCH, guard.beforeHost().isPresent());
        assertEquals(closing == Closing.REVERT_ALL, guard.beforeGate().isPresent());
    }

    @Test
    void the_batch_before_counts_without_its_soak() {
        var guard = guard(Closing.FINISH_BATCH);
        guard.batchBegan();
        time.pass(Duration.ofMinutes(14));
        guard.batchEnded(Duration.ofMinutes(10));
        // 16 minutes are left: twice four and soak fit up to a soak of four.
        assertEquals(Optional.empty(), guard.beforeBatch(Duration.ofMinutes(4)));
        assertTrue(guard.beforeBatch(Duration.ofMinutes(5)).isPresent());
    }

    @Test
    void a_rollout_without_a_window_is_bound_by_none() {
        var guard = new WindowGuard(Optional.empty(), time);
        time.pass(CLOSED);
        assertFalse(guard.beforeBatch(Duration.ofDays(9)).isPresent());
        assertFalse(guard.beforeHost().isPresent());
        assertFalse(guard.beforeGate().isPresent());
    }
}
