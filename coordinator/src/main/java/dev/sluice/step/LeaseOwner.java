package dev.sluice.step;

import java.util.regex.Pattern;

/**
 * Whose a lease is.
 *
 * @param words for people: user, machine, process
 * @param coordinator names the state directory that the rollout's record is kept in, hexadecimal: only one process of it works on a fleet, so that a
 *     lease of an ended process is known again; may be empty
 */
public record LeaseOwner(String words, String coordinator) {
    private static final Pattern COORDINATOR = Pattern.compile("[0-9a-f]{0,64}");

    public LeaseOwner {
        if (!COORDINATOR.matcher(coordinator).matches()) {
            throw new IllegalArgumentException("'" + coordinator + "' names no coordinator");
        }
    }
}
