package dev.sluice.plan;

import dev.sluice.inventory.HostName;
import dev.sluice.playbook.BatchStep.Hold;
import java.time.Duration;
import java.util.List;

/**
 * Hosts that are switched together.
 *
 * @param number from 1
 * @param soak how long the batch must stay healthy before its gate opens
 * @param hold whether a person opens the gate
 */
public record Batch(int number, List<HostName> hosts, Duration soak, Hold hold) {
    public Batch {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("batch " + number + " has no host");
        }
    }
}
