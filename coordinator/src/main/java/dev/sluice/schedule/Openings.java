package dev.sluice.schedule;

import dev.sluice.plan.WindowCalendar;
import dev.sluice.playbook.ReleaseWindow;
import java.time.Instant;
import java.util.Optional;

/**
 * The occurrences of a playbook's window, as far as they matter for what continues by itself.
 *
 * @param window empty without one
 */
public record Openings(Optional<ReleaseWindow> window) {
    /** Why nothing may start at this moment; empty if it may. */
    public Optional<String> closedAt(Instant moment) {
        return calendar().flatMap(known -> known.closedAt(moment)).map(WindowCalendar.Closed::why);
    }

    /**
     * Whether the window was open all the time from one moment to another: the same occurrence of it. Without spans that open and close, this is so
     * up to a limit, since otherwise it would always be.
     *
     * @param limit for a playbook whose window has no end
     */
    public boolean isSame(Instant from, Instant to, Instant limit) {
        if (closedAt(from).isPresent()) {
            return false;
        }
        var end = calendar().flatMap(known -> known.closes(from));
        var unbounded = window.map(known -> known.open().isEmpty()).orElse(true);
        return end.map(to::isBefore).orElse(true) && (!unbounded || !to.isAfter(limit));
    }

    /** When the window closes that is open at this moment. */
    Optional<Instant> closes(Instant moment) {
        return calendar().flatMap(known -> known.closes(moment));
    }

    private Optional<WindowCalendar> calendar() {
        return window.map(WindowCalendar::new);
    }
}
