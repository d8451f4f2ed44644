package dev.sluice.plan;

import dev.sluice.inventory.HostName;
import dev.sluice.playbook.BatchStep.Hold;
import dev.sluice.playbook.BatchStep.HoldEnd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Hosts that are switched together.
 *
 * @param number from 1
 * @param soak how long the batch must stay healthy before its gate opens
 * @param hold whether a person opens the gate
 * @param ends when the hold ends without a person; empty if it never does
 */
public record Batch(int number, List<HostName> hosts, Duration soak, Hold hold, Optional<HoldEnd> ends) {
    public Batch(int number, List<HostName> hosts, Duration soak, Hold hold) {
        this(number, hosts, soak, hold, Optional.empty());
    }

    public Batch {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("batch " + number + " has no host");
        }
    }
}
