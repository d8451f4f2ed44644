package dev.sluice.rollout;

import java.time.Instant;

/**
 * Something that happened. An event that announces an effect is synced to the journal before the effect; every event defines its change of the state.
 * Names and fields are part of the journal's format: a new meaning takes a new event.
 */
public sealed interface RolloutEvent permits HostEvent, FleetEvent, TaskEvent {
    /** The time, by the coordinator's clock. */
    Instant at();

    /** The state after this event. */
    RolloutState applyTo(RolloutState state);
}
