package dev.sluice.report;

import java.util.List;

/**
 * Why a command ended before there was a rollout to report, or in the middle of one that it could not record.
 *
 * @param fleet inventory and site, or how far they are known
 * @param outcome {@code refused}, or {@code error} for what should not happen
 * @param lines what is wrong
 * @param next what a person can do; may be empty
 */
public record Refusal(String fleet, String outcome, int exitCode, List<String> lines, String next) {
    public Refusal {
        lines = List.copyOf(lines);
    }
}
