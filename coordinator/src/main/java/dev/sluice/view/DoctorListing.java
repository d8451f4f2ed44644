package dev.sluice.view;

import dev.sluice.inventory.HostName;
import dev.sluice.readiness.Diagnosis;
import java.util.List;

/**
 * {@code sluice doctor}.
 *
 * @param healthy no finding is a problem
 * @param findings the worst first, each once with all its hosts
 */
public record DoctorListing(String fleet, boolean healthy, List<Entry> findings) implements Listing {
    public DoctorListing {
        findings = List.copyOf(findings);
    }

    /**
     * One finding.
     *
     * @param level ok, note, warning or problem
     * @param lines to be added to a configuration, exactly so
     */
    public record Entry(
            String level,
            String topic,
            List<String> hosts,
            String what,
            String why,
            String remedy,
            List<String> lines) {
        public Entry {
            hosts = List.copyOf(hosts);
            lines = List.copyOf(lines);
        }
    }

    public static DoctorListing of(String fleet, Diagnosis diagnosis) {
        return new DoctorListing(
                fleet,
                diagnosis.healthy(),
                diagnosis.findings().stream().map(DoctorListing::entry).toList());
    }

    private static Entry entry(Diagnosis.Shared shared) {
        var finding = shared.finding();
        return new Entry(
                EnumWord.of(finding.level()),
                finding.topic(),
                shared.hosts().stream().map(HostName::value).toList(),
                finding.what(),
                finding.why(),
                finding.remedy(),
                finding.lines());
    }
}
