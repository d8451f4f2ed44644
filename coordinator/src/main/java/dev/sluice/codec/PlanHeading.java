package dev.sluice.codec;

import dev.sluice.plan.FleetName;
import dev.sluice.plan.HostPlace;
import dev.sluice.plan.RecordBinding;
import dev.sluice.plan.Release;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.Waiver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The heading of a plan: what rollout it is, and whose. */
public record PlanHeading(
        RolloutId id,
        RolloutPlan.Purpose purpose,
        Optional<String> project,
        String inventory,
        Site playbook,
        Release release,
        List<Planned> hosts,
        Optional<List<Waiver>> waivers,
        Instant createdAt,
        String actor) {
    public PlanHeading {
        hosts = List.copyOf(hosts);
        waivers = waivers.map(List::copyOf);
    }

    /** The playbook's name. */
    public record Site(String name) {}

    /** A host's part of the plan. */
    public record Planned(Place host) {}

    /** Where the host is. */
    public record Place(String address, String path, Ssh ssh) {}

    /** Its port. */
    public record Ssh(int port) {}

    /** Whose rollout it is. */
    public FleetName fleet() {
        var places = hosts.stream()
                .map(Planned::host)
                .map(host -> new HostPlace(host.address(), host.ssh().port(), host.path()))
                .collect(Collectors.toSet());
        return new FleetName(inventory, playbook.name(), new RecordBinding(project, places));
    }
}
