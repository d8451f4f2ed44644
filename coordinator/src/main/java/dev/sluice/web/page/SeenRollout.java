package dev.sluice.web.page;

import dev.sluice.engine.RecordedRollout;
import dev.sluice.operation.PendingRollout;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.HoldExpiry;
import dev.sluice.rollout.RolloutState;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * A record as it was read.
 *
 * @param state the fold of its events, made once
 * @param holder the process that works on the fleet, as {@code RolloutStore.holder} names it
 */
public record SeenRollout(RecordedRollout record, RolloutState state, Optional<String> holder) {
    public static SeenRollout of(RecordedRollout record, Optional<String> holder) {
        return new SeenRollout(record, record.state(), holder);
    }

    RolloutPlan plan() {
        return record.plan();
    }

    RolloutId id() {
        return record.plan().id();
    }

    boolean isOver() {
        return state.phase().terminal();
    }

    /** A process of this machine runs it. */
    boolean runs() {
        return pending().process().isPresent();
    }

    PendingRollout pending() {
        return new PendingRollout(record, holder);
    }

    /** A hold that no one promoted in time, with what will be done. */
    Optional<HoldDeadline> late(Instant now) {
        return new HoldExpiry(plan()).over(state, now);
    }

    /** The releases that hosts are switched to. */
    Collection<ReleaseId> releases() {
        var releases = new LinkedHashSet<ReleaseId>();
        plan().hosts().forEach(host -> releases.add(host.to()));
        return releases.isEmpty() ? List.of(plan().release().id()) : releases;
    }

    /** The releases that hosts had before. */
    Collection<ReleaseId> previous() {
        var releases = new LinkedHashSet<ReleaseId>();
        plan().hosts().forEach(host -> host.previous().ifPresent(releases::add));
        return releases;
    }
}
