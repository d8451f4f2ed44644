package dev.sluice.readiness;

import dev.sluice.inventory.HostName;
import dev.sluice.readiness.Finding.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All findings of a fleet, the worst first, each once with the hosts that it is about. */
public record Diagnosis(List<Shared> findings) {
    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /** A finding and all hosts that it is about. */
    public record Shared(Finding finding, List<HostName> hosts) {
        public Shared {
            hosts = List.copyOf(hosts);
        }
    }

    /** @param findings of each host, in the order of the hosts */
    public static Diagnosis of(Map<HostName, List<Finding>> findings) {
        var shared = new LinkedHashMap<Finding, List<HostName>>();
        findings.forEach((host, found) -> found.stream().distinct().forEach(finding -> shared.computeIfAbsent(
                        finding, same -> new ArrayList<>())
                .add(host)));
        return new Diagnosis(shared.entrySet().stream()
                .map(entry -> new Shared(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing((Shared some) -> some.finding().level())
                        .reversed())
                .toList());
    }

    /** No finding is a problem. */
    public boolean healthy() {
        return findings.stream().noneMatch(shared -> shared.finding().level() == Level.PROBLEM);
    }
}
