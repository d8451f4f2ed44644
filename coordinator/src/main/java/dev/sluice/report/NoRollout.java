package dev.sluice.report;

import java.util.List;
import java.util.Optional;

/**
 * What a command ended with that ran no rollout, or that failed in the middle of one that it could not record.
 *
 * @param fleet inventory and site, or how far they are known
 * @param outcome {@link #UNCHANGED}, {@code refused}, or {@code error} for what should not happen
 * @param lines what is wrong
 * @param next what a person can do; may be empty
 * @param release that is live everywhere already; empty where none is
 */
public record NoRollout(
        String fleet, String outcome, int exitCode, List<String> lines, String next, Optional<String> release) {
    /** There was nothing to do, or another process does it. */
    public static final String UNCHANGED = "unchanged";

    public NoRollout {
        lines = List.copyOf(lines);
    }

    boolean isGood() {
        return outcome.equals(UNCHANGED);
    }
}
