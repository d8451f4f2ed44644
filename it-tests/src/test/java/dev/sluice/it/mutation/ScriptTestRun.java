package dev.sluice.it.mutation;

import java.time.Duration;
import java.util.Set;

/**
 * A test as it went with the scripts as they are.
 *
 * @param id JUnit's
 * @param shell the one it ran, as in its display name; empty when it chose itself
 * @param probes what the scripts wrote down, such as {@code lock.sh:123}
 */
record ScriptTestRun(String id, String shell, Duration took, Set<String> probes) {
    /** The first shells to try have the lowest. */
    int rank() {
        return switch (shell) {
            case "", "DASH" -> 0;
            case "BUSYBOX" -> 1;
            default -> 2;
        };
    }

    /** Whether it ran what the mutant does otherwise. */
    boolean canNotice(Mutant mutant) {
        return mutant.traces().stream().anyMatch(probes::contains);
    }

    /** Far more than it needs; what takes longer hangs. */
    Duration limit() {
        return took.multipliedBy(4).plusSeconds(15);
    }
}
