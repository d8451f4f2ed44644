package dev.sluice.cli;

import dev.sluice.operation.FleetStatus.Served;
import java.util.Optional;

/** What PHP serves, for a table. */
final class ServedText {
    private ServedText() {}

    /** A question mark and the reason where the endpoint did not answer; empty where it was not asked. */
    static Optional<String> of(Served served) {
        if (served instanceof Served.Release release) {
            return Optional.of(release.id());
        }
        return served instanceof Served.NoAnswer silent ? Optional.of("? " + silent.why()) : Optional.empty();
    }
}
