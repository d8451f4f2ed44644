package dev.sluice.playbook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The batches of a rollout, and what a failure does.
 *
 * @param batches at least one; the last repeats
 * @param parallel hosts worked on at once, from 1
 * @param soak how long a batch must stay healthy before its gate opens
 * @param lastSoak instead, after the last batch; empty is the same soak; a default is not waited for there
 * @param minAvailablePercent of all targets, 0 to 100; drained and unhealthy hosts together never take more than the rest
 * @param maxFailed over the whole rollout
 * @param maxUnreachable left out before the first switch
 * @param progressDeadline no host made progress for this long: failure
 */
public record Strategy(
        List<BatchStep> batches,
        Order order,
        int parallel,
        Duration soak,
        Optional<Duration> lastSoak,
        int minAvailablePercent,
        HostCount maxFailed,
        HostCount maxUnreachable,
        OnFailure onFailure,
        Duration progressDeadline) {
    public Strategy {
        batches = List.copyOf(batches);
    }

    /** How the hosts follow one another. */
    public enum Order {
        /** Group by group, as {@code targets} names them. */
        GROUPS,
        /** As the inventory lists them, within each group. */
        INVENTORY,
        /** By name, within each group. */
        SORTED,
        /** In random order, within each group; the plan keeps the seed. */
        SHUFFLE
    }
}
