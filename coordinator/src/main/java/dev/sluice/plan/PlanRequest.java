package dev.sluice.plan;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.Inventory;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.Strategy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The input for a plan.
 *
 * @param targets the selected hosts, one list for each part of the selector, in the order of its parts
 * @param links the text of each target's {@code current}, empty if there is no link
 * @param destinations the release that each target is switched to
 * @param leftOut targets that are left out
 * @param waivers what a person waived
 * @param until the batch after which the rollout waits for a person, whatever the strategy defines
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
        List<LeftOut> leftOut,
        List<Waiver> waivers,
        Optional<Integer> until,
        Instant at,
        String actor,
        long seed) {
    public PlanRequest {
        targets = targets.stream().map(List::copyOf).toList();
        links = Map.copyOf(links);
        destinations = Map.copyOf(destinations);
        leftOut = List.copyOf(leftOut);
        waivers = List.copyOf(waivers);
    }
}
