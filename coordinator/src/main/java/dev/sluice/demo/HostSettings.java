package dev.sluice.demo;

import java.time.Duration;
import java.util.Optional;

/**
 * What is the same on each host of a fleet.
 *
 * @param site name of the site's directory, below the host's own
 * @param workers how many PHP workers there are
 * @param realpathTtl how long such a worker remembers where {@code current} leads
 * @param commands what runs in place of a shell
 */
record HostSettings(String site, int workers, Duration realpathTtl, Optional<HostPrograms> commands) {
    HostSettings {
        if (workers < 1) {
            throw new IllegalArgumentException("a host has at least one PHP worker");
        }
    }
}
