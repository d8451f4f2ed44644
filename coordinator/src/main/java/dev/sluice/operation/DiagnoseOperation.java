package dev.sluice.operation;

import dev.sluice.inventory.HostName;
import dev.sluice.readiness.Checkup;
import dev.sluice.readiness.Diagnosis;
import dev.sluice.readiness.Finding;
import dev.sluice.rollout.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Visits every host, checks everything that a release needs, and changes nothing. */
public final class DiagnoseOperation {
    private final Fleet fleet;
    private final HostVisits visits;

    public DiagnoseOperation(Fleet fleet) {
        this.fleet = fleet;
        this.visits = fleet.visits();
    }

    /** All that was found on the hosts. */
    public Diagnosis examine() {
        var hosts = fleet.hosts();
        var visited = fleet.onHosts("reach").run(hosts, (session, host) -> Checkup.of(visits.visit(session, host)));
        var findings = new LinkedHashMap<HostName, List<Finding>>();
        hosts.forEach(host -> findings.put(
                host.name(),
                Optional.ofNullable(visited.done().get(host.name()))
                        .orElseGet(() -> List.of(unreached(
                                Objects.requireNonNull(visited.failures().get(host.name())))))));
        return Diagnosis.of(findings);
    }

    private static Finding unreached(Failure failure) {
        return Finding.problem("reach", failure.what(), failure.why(), failure.next());
    }
}
