package dev.sluice.plan;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.Inventory;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.Strategy;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a plan is made from.
 *
 * @param targets the hosts asked for, a list for each part of the selector, in the order of its parts
 * @param links the text of each target's {@code current}, empty where there is none
 * @param destinations the release each target is brought to
 * @param seed orders the hosts where the strategy shuffles
 */
public record PlanRequest(
        RolloutId id,
        RolloutPlan.Purpose purpose,
        Inventory inventory,
        Playbook playbook,
        Strategy strategy,
        Release release,
        List<List<Host>> targets,
        Map<HostName, String> links,
        Map<HostName, ReleaseId> destinations,
        Instant at,
        String actor,
        long seed) {
    public PlanRequest {
        targets = targets.stream().map(List::copyOf).toList();
        links = Map.copyOf(links);
        destinations = Map.copyOf(destinations);
    }
}
