package dev.sluice.it.mutation;

import java.time.Duration;
import java.util.Set;

/**
 * A test as it went with the scripts as they are.
 *
 * @param id JUnit's
 * @param shell the one it ran, as in its display name; empty when it chose itself
 * @param probes of the statements that it ran
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

    /** Far more than it needs; what takes longer hangs. */
    Duration limit() {
        return took.multipliedBy(4).plusSeconds(15);
    }
}
