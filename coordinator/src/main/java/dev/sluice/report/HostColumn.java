package dev.sluice.report;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutPlan;

/** The column of host names, as wide as the longest name. */
record HostColumn(int width) {
    static HostColumn of(RolloutPlan plan) {
        return new HostColumn(plan.hosts().stream()
                .mapToInt(host -> host.name().value().length())
                .max()
                .orElse(0));
    }

    String pad(HostName host) {
        return host.value() + " ".repeat(Math.max(0, width - host.value().length()));
    }
}
