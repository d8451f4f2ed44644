package dev.sluice.engine;

import dev.sluice.host.Timekeeper;
import dev.sluice.plan.WindowCalendar;
import dev.sluice.plan.WindowCalendar.Closed;
import dev.sluice.plan.WindowText;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.rollout.FleetEvent.WindowClosed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Checks the release window before work is started, and measures the batches for that. Batches are measured on the owner's thread;
 * {@link #beforeHost} may be called on any thread.
 */
final class WindowGuard {
    private final Optional<ReleaseWindow> window;
    private final Timekeeper time;
    private Duration began = Duration.ZERO;
    private Optional<Duration> batchBefore = Optional.empty();

    /** @param window empty for a rollout without a window: a rollback, or one whose window was overridden */
    WindowGuard(Optional<ReleaseWindow> window, Timekeeper time) {
        this.window = window;
        this.time = time;
    }

    /** Why a batch with this soak may no longer start. */
    Optional<Closed> beforeBatch(Duration soak) {
        return window.flatMap(
                known -> new WindowCalendar(known).closedFor(time.now(), WindowCalendar.estimate(soak, batchBefore)));
    }

    /** Why no further host of a batch may start. */
    Optional<Closed> beforeHost() {
        return closed(Closing.HALT).or(this::beforeGate);
    }

    /** Why even switched hosts have to be reverted. */
    Optional<Closed> beforeGate() {
        return closed(Closing.REVERT_ALL);
    }

    private Optional<Closed> closed(Closing closing) {
        return window.filter(known -> known.closing() == closing)
                .flatMap(known -> new WindowCalendar(known).closedAt(time.now()));
    }

    /** The end of the window's present occurrence; empty outside of it, and without a window. */
    Optional<Instant> closes(Instant moment) {
        return window.flatMap(known -> new WindowCalendar(known).closes(moment));
    }

    /** The event to record. */
    WindowClosed event(Closed closed) {
        var known = window.orElseThrow();
        var opens = closed.opens()
                .map(moment -> "; it opens " + WindowText.moment(moment, known.zone()))
                .orElse("");
        return new WindowClosed(time.now(), closed.why() + opens, known.closing());
    }

    void batchBegan() {
        began = time.elapsed();
    }

    /** @param soak that was part of it */
    void batchEnded(Duration soak) {
        var took = time.elapsed().minus(began).minus(soak);
        batchBefore = Optional.of(took.isNegative() ? Duration.ZERO : took);
    }
}
