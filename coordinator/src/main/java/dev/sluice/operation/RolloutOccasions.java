package dev.sluice.operation;

import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.Notification.Event;
import dev.sluice.rollout.FleetEvent.Frozen;
import dev.sluice.rollout.FleetEvent.Held;
import dev.sluice.rollout.FleetEvent.Interrupted;
import dev.sluice.rollout.FleetEvent.RolloutFinished;
import dev.sluice.rollout.FleetEvent.RolloutStarted;
import dev.sluice.rollout.FleetEvent.WindowClosed;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides which events of a rollout people are notified of; pure. */
record RolloutOccasions(RolloutPlan plan) {
    /**
     * What an event is for people; empty for most.
     *
     * @param before the state before it
     */
    Optional<Occasion> of(RolloutEvent event, RolloutState before, RolloutState after) {
        if (event instanceof RolloutStarted) {
            return Optional.of(Occasion.of(Event.STARTED, what() + " started"));
        }
        if (event instanceof Held held) {
            var until = held.deadline().map(end -> " until " + end.at()).orElse("");
            return Optional.of(Occasion.of(
                    Event.HELD, what() + " held after batch " + held.batch() + ": it waits for promotion" + until));
        }
        if (event instanceof WindowClosed closed) {
            return Optional.of(Occasion.of(Event.WINDOW_CLOSED, what() + " and the window: " + closed.reason()));
        }
        if (event instanceof Frozen frozen) {
            return Optional.of(Occasion.of(Event.FROZEN, what() + " stopped by a freeze: " + frozen.message()));
        }
        if (event instanceof Interrupted interrupted) {
            return Optional.of(Occasion.of(
                    Event.INTERRUPTED, what() + " interrupted by " + interrupted.signal() + ": it waits for a person"));
        }
        if (event instanceof RolloutFinished finished) {
            return Optional.of(finished(finished.outcome(), after));
        }
        if (after.hasUnknownTask() && !before.hasUnknownTask()) {
            return Optional.of(Occasion.of(
                    Event.MIXED,
                    what() + " waits for a decision: the result of '"
                            + String.join("', '", after.unknownTasks().keySet()) + "' is unknown"));
        }
        return Optional.empty();
    }

    /**
     * A hold ends soon.
     *
     * @param end its deadline, and what will be done then
     */
    Occasion expiring(int batch, HoldDeadline end) {
        var then =
                switch (end.then()) {
                    case REVERT -> "every host is reverted at " + end.at() + " unless it is promoted before";
                    case PROMOTE -> "it continues by itself at " + end.at();
                    case WAIT -> "it can be promoted until " + end.at() + ", and then waits until a person ends it";
                };
        return Occasion.of(Event.EXPIRING, what() + " held after batch " + batch + ": " + then);
    }

    private String what() {
        return plan.purpose().name().toLowerCase(Locale.ROOT);
    }

    private Occasion finished(Outcome outcome, RolloutState state) {
        var failed = what() + (state.endedByPerson() ? " ended by a person" : " failed");
        return switch (outcome) {
            case SUCCEEDED -> Occasion.of(Event.DONE, what() + " done");
            case UNTOUCHED ->
                Occasion.of(Event.FAILED, failed + " before any switch; nothing was changed for visitors");
            case REVERTED ->
                new Occasion(
                        state.endedByPerson() ? List.of(Event.REVERTED) : List.of(Event.REVERTED, Event.FAILED),
                        failed + "; every host is back on " + previous());
            case MIXED ->
                new Occasion(
                        List.of(Event.MIXED, Event.FAILED),
                        failed + "; the hosts are mixed, and a person has to decide");
            case LOCKED -> Occasion.of(Event.FAILED, failed + ": another rollout holds hosts; nothing was changed");
            case DIVERGED ->
                new Occasion(
                        List.of(Event.DIVERGED, Event.FAILED),
                        failed + ": something other than Sluice changed hosts, which were left as they are");
        };
    }

    private String previous() {
        return plan.hosts().stream()
                .map(HostPlan::previous)
                .map(release -> release.map(ReleaseId::value).orElse("nothing"))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
