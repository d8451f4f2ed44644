package dev.sluice.step;

import java.util.regex.Pattern;

/**
 * The owner of a lease.
 *
 * @param words for people: user, machine, process
 * @param coordinator identifies the state directory that contains the rollout's record, in hexadecimal: only one process with that directory works on
 *     a fleet, so that a lease of an ended process is recognized; may be empty
 */
public record LeaseOwner(String words, String coordinator) {
    private static final Pattern COORDINATOR = Pattern.compile("[0-9a-f]{0,64}");

    public LeaseOwner {
        if (!COORDINATOR.matcher(coordinator).matches()) {
            throw new IllegalArgumentException("'" + coordinator + "' is not the id of a coordinator");
        }
    }
}
