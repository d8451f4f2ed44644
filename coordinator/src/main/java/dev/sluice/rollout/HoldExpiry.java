package dev.sluice.rollout;

import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.WindowCalendar;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.rollout.FleetEvent.HoldExpired;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides what becomes of a hold that no one promoted in time. */
public record HoldExpiry(RolloutPlan plan) {
    private static final Duration NEAR = Duration.ofMinutes(30);

    /**
     * The deadline of a hold that has ended, with what is to be done. What cannot be done without a person waits for one: a revert after an
     * irreversible task, and a rollout that would continue outside the window in which it was held.
     */
    public Optional<HoldDeadline> over(RolloutState state, Instant now) {
        return state.hold()
                .filter(deadline -> deadline.isOver(now))
                .map(deadline -> new HoldDeadline(deadline.at(), then(deadline, state, now)));
    }

    /** The deadline of a hold that ends soon, with what will be done then, as far as that is known now. */
    public Optional<HoldDeadline> near(RolloutState state, Instant now) {
        return state.hold()
                .filter(deadline -> !deadline.isOver(now) && deadline.isOver(now.plus(NEAR)))
                .flatMap(deadline -> over(state, deadline.at()));
    }

    /** The event of a hold that has ended. It comes before anything else that is done with the rollout; empty if the rollout waits on. */
    public Optional<HoldExpired> due(RolloutState state, Instant now) {
        return over(state, now)
                .filter(deadline -> deadline.then() != Then.WAIT)
                .map(deadline -> new HoldExpired(now, state.batch(), deadline.at(), deadline.then()));
    }

    private Then then(HoldDeadline deadline, RolloutState state, Instant now) {
        return switch (deadline.then()) {
            case REVERT ->
                new TaskMoves(plan.tasks()).irreversibleStarted(state).isPresent() ? Then.WAIT : Then.REVERT;
            case PROMOTE ->
                plan.window()
                                .filter(window -> !staysOpen(window, deadline.at(), now))
                                .isPresent()
                        ? Then.WAIT
                        : Then.PROMOTE;
            case WAIT -> Then.WAIT;
        };
    }

    /** The window is open at both moments, and does not close in between. */
    private static boolean staysOpen(ReleaseWindow window, Instant deadline, Instant now) {
        var calendar = new WindowCalendar(window);
        return calendar.closedAt(deadline).isEmpty()
                && calendar.closes(deadline).filter(end -> !end.isAfter(now)).isEmpty();
    }
}
