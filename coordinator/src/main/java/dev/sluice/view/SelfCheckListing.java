package dev.sluice.view;

import dev.sluice.readiness.Finding;
import java.util.List;

/**
 * {@code sluice self-check}.
 *
 * @param healthy no finding is a problem
 */
public record SelfCheckListing(boolean healthy, List<Entry> findings) implements Listing {
    public SelfCheckListing {
        findings = List.copyOf(findings);
    }

    /**
     * One finding.
     *
     * @param level ok, note, warning or problem
     */
    public record Entry(String level, String topic, String what, String why, String remedy) {}

    public static SelfCheckListing of(List<Finding> findings) {
        return new SelfCheckListing(
                findings.stream().noneMatch(finding -> finding.level() == Finding.Level.PROBLEM),
                findings.stream()
                        .map(finding -> new Entry(
                                EnumWord.of(finding.level()),
                                finding.topic(),
                                finding.what(),
                                finding.why(),
                                finding.remedy()))
                        .toList());
    }
}
