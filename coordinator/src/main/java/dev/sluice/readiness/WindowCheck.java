package dev.sluice.readiness;

import dev.sluice.plan.WindowCalendar;
import dev.sluice.plan.WindowCalendar.Closed;
import dev.sluice.plan.WindowText;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.Strategy;
import dev.sluice.readiness.RefusedException.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a rollout may start now, as far as the playbook's window is concerned. */
public record WindowCheck(Optional<ReleaseWindow> window, Strategy strategy) {
    /** @throws RefusedException outside the window, or when the first batch and its revert would not fit into it */
    public void refuse(Instant now) throws RefusedException {
        if (window.isEmpty()) {
            return;
        }
        var closed = closed(window.get(), now);
        if (closed.isPresent()) {
            throw new RefusedException(
                    Reason.OUTSIDE_WINDOW,
                    List.of("outside the window: " + closed.get().why()),
                    opens(closed.get(), window.get())
                            + "; to start all the same, with a reason for the record: --override-window --reason TEXT");
        }
    }

    /** Whether a rollout that does not ask for the window starts outside of it. */
    public boolean ignoredAt(Instant now) {
        return window.flatMap(known -> new WindowCalendar(known).closedAt(now)).isPresent();
    }

    private Optional<Closed> closed(ReleaseWindow known, Instant now) {
        var soak = strategy.batches().get(0).soak().orElse(strategy.soak());
        return new WindowCalendar(known).closedFor(now, WindowCalendar.estimate(soak, Optional.empty()));
    }

    private static String opens(Closed closed, ReleaseWindow known) {
        return closed.opens()
                .map(opens -> "it opens " + WindowText.moment(opens, known.zone()))
                .orElse("it does not open again");
    }

    /** For the headline: {@code window open until …}, or when it opens; empty without a window or an end. */
    public Optional<String> words(Instant now) {
        if (window.isPresent()) {
            var closed = closed(window.get(), now);
            if (closed.isPresent()) {
                return Optional.of("window closed: " + closed.get().why() + "; " + opens(closed.get(), window.get()));
            }
        }
        return window.flatMap(known -> new WindowCalendar(known)
                .closes(now)
                .map(end -> "window open until " + WindowText.moment(end, known.zone())));
    }
}
