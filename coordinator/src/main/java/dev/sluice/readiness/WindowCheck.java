package dev.sluice.readiness;

import dev.sluice.plan.TimeNeeded;
import dev.sluice.plan.WindowCalendar;
import dev.sluice.plan.WindowCalendar.Closed;
import dev.sluice.plan.WindowText;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.readiness.RefusedException.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a rollout may start now, as far as the playbook's window is concerned.
 *
 * @param steps the batches
 */
public record WindowCheck(Optional<ReleaseWindow> window, List<TimeNeeded.Step> steps, TimeNeeded needed) {
    public WindowCheck {
        steps = List.copyOf(steps);
    }

    /** @throws RefusedException outside the window, or when what has to fit and its revert would not fit into it */
    public void refuse(Instant now) throws RefusedException {
        refuse(now, 0, "to start all the same, with a reason for the record: --override-window --reason TEXT");
    }

    /**
     * The same before a later batch.
     *
     * @param next index of the next batch, from 0
     * @param otherwise what else a person can do
     */
    void refuse(Instant now, int next, String otherwise) throws RefusedException {
        if (window.isEmpty()) {
            return;
        }
        var closed = closed(window.get(), now, next);
        if (closed.isPresent()) {
            throw new RefusedException(
                    Reason.OUTSIDE_WINDOW,
                    List.of("outside the window: " + closed.get().why()),
                    opens(closed.get(), window.get()) + "; " + otherwise);
        }
    }

    /** Whether a rollout that does not ask for the window starts outside of it. */
    public static boolean ignoredAt(Optional<ReleaseWindow> window, Instant now) {
        return window.flatMap(known -> new WindowCalendar(known).closedAt(now)).isPresent();
    }

    private Optional<Closed> closed(ReleaseWindow known, Instant now, int next) {
        return new WindowCalendar(known).closedFor(now, needed.of(known.fit(), steps, next));
    }

    private static String opens(Closed closed, ReleaseWindow known) {
        return closed.opens()
                .map(opens -> "it opens " + WindowText.moment(opens, known.zone()))
                .orElse("it does not open again");
    }

    /** For the headline: {@code window open until …}, or when it opens; empty without a window or an end. */
    public Optional<String> words(Instant now) {
        if (window.isPresent()) {
            var closed = closed(window.get(), now, 0);
            if (closed.isPresent()) {
                return Optional.of("window closed: " + closed.get().why() + "; " + opens(closed.get(), window.get()));
            }
        }
        return window.flatMap(known -> new WindowCalendar(known)
                .closes(now)
                .map(end -> "window open until " + WindowText.moment(end, known.zone())));
    }
}
