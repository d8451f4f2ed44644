package dev.sluice.operation;

import dev.sluice.engine.RecordedRollout;
import dev.sluice.host.HostException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import dev.sluice.step.TakeOverLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes sure that no other coordinator continues the same rollout; a lease that an ended process of this coordinator took is no obstacle. Each of the first hosts that answer gives its lease to one of those who ask, in the
 * same order to all of them, and the one with more than half continues: a single broken host stops no coordinator.
 */
final class Claim {
    private static final Duration LEASE = Duration.ofMinutes(1);

    /** How many hosts decide: one that is wrong is outvoted, and a large fleet does not wait for all. */
    private static final int JURY = 5;

    private final Fleet fleet;
    private final RecordedRollout record;
    private final List<String> refusals = new ArrayList<>();
    private int given;

    Claim(Fleet fleet, RecordedRollout record) {
        this.fleet = fleet;
        this.record = record;
    }

    /** @throws RefusedException when another coordinator was faster */
    void make() throws RefusedException {
        var tokens = RecordsOnHosts.tokens(record).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList();
        for (var token : tokens) {
            if (given + refusals.size() == JURY) {
                break;
            }
            ask(host(token.getKey()), token.getValue());
        }
        if (!refusals.isEmpty() && given <= refusals.size()) {
            throw new RefusedException(
                    Reason.LOCKED,
                    refusals,
                    "nothing was changed. See what became of it: sluice status "
                            + record.plan().id() + " --live");
        }
    }

    private Host host(HostName name) {
        return fleet.project().inventory().host(name).orElseGet(() -> record.plan()
                .host(name)
                .host());
    }

    private void ask(Host host, long token) {
        var id = record.plan().id();
        var lease = new TakeOverLease(host.path(), id.value(), fleet.leaseOwner(), LEASE, token);
        try {
            lease.on(fleet.sessions().to(host));
            given++;
        } catch (HostException e) {
            fleet.sessions().drop(host.name());
        } catch (StepException e) {
            if (e.failure() == StepFailure.HELD) {
                refusals.add(
                        host.name() + ": another coordinator continues rollout " + id + ", or ended it: " + e.why());
            }
        }
    }
}
