package dev.sluice.app;

import dev.sluice.engine.RecordedRollout;
import dev.sluice.plan.RolloutId;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutPhase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where a rollout that is not finished stands, and what can be done about it, in words. */
public record Standing(RecordedRollout record) {
    /** Since when it waits; empty while nobody waits. */
    public Optional<Instant> since() {
        return record.events().stream()
                .filter(Standing::waits)
                .map(RolloutEvent::at)
                .reduce((one, later) -> later)
                .filter(at -> record.state().phase().waitsForPerson());
    }

    private static boolean waits(RolloutEvent event) {
        return event instanceof FleetEvent.Held || event instanceof FleetEvent.Paused;
    }

    /** Such as {@code held after batch 1 since 2026-11-22T22:41:07Z}; empty for one that is over. */
    public Optional<String> words() {
        var state = record.state();
        if (state.phase().terminal()) {
            return Optional.empty();
        }
        var since = since().map(at -> " since " + at).orElse("");
        return Optional.of(
                switch (state.phase()) {
                    case HELD -> "held after batch " + state.batch() + since;
                    case PAUSED -> "paused" + since;
                    default -> "not finished: it runs, or was left";
                });
    }

    /** The next commands; none for one that is over. */
    public List<String> next() {
        return next(record.plan().id(), record.state().phase());
    }

    static List<String> next(RolloutId id, RolloutPhase phase) {
        if (phase.terminal()) {
            return List.of();
        }
        var on = phase == RolloutPhase.HELD ? "sluice promote " + id + " goes on" : "sluice resume " + id + " goes on";
        return List.of(
                on,
                "sluice abort --revert " + id + " puts every host back to where it was",
                "sluice abort " + id + " leaves them as they are");
    }
}
