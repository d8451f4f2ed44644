package dev.sluice.view;

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
}
