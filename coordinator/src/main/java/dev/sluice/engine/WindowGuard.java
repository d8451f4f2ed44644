package dev.sluice.engine;

import dev.sluice.host.Timekeeper;
import dev.sluice.plan.BatchTimes;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.TimeNeeded;
import dev.sluice.plan.WindowCalendar;
import dev.sluice.plan.WindowCalendar.Closed;
import dev.sluice.plan.WindowText;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.rollout.FleetEvent.WindowClosed;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.RolloutState.WindowRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Checks the release window before work is started, and measures the batches for that. Batches are measured on the owner's thread;
 * {@link #beforeHost} may be called on any thread.
 */
final class WindowGuard {
    private final RolloutPlan plan;
    private final BatchTimes past;
    private final Supplier<RolloutState> state;
    private final Timekeeper time;
    private Duration began = Duration.ZERO;
    private Optional<Duration> batchBefore = Optional.empty();

    /**
     * @param past how long batches of earlier rollouts took
     * @param state whether the window is obeyed now
     */
    WindowGuard(RolloutPlan plan, BatchTimes past, Supplier<RolloutState> state, Timekeeper time) {
        this.plan = plan;
        this.past = past;
        this.state = state;
        this.time = time;
    }

    /** Why a batch may no longer start. */
    Optional<Closed> beforeBatch(int number) {
        return window().flatMap(known -> {
            var needed = new TimeNeeded(past, batchBefore).of(known.fit(), TimeNeeded.steps(plan), number - 1);
            return new WindowCalendar(known).closedFor(time.now(), needed);
        });
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
        return window().filter(known -> known.closing() == closing)
                .flatMap(known -> new WindowCalendar(known).closedAt(time.now()));
    }

    /** Empty for a rollout that obeys none: a rollback, or one whose window was overridden. */
    private Optional<ReleaseWindow> window() {
        return state.get().window() == WindowRule.IGNORED ? Optional.empty() : plan.window();
    }

    /** The end of the window's present occurrence; empty outside of it, and without a window. */
    Optional<Instant> closes(Instant moment) {
        return window().flatMap(known -> new WindowCalendar(known).closes(moment));
    }

    /** The event to record. */
    WindowClosed event(Closed closed) {
        var known = plan.window().orElseThrow();
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
