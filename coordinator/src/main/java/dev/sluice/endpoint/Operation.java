package dev.sluice.endpoint;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the endpoint is asked to do. */
public enum Operation {
    /** {@link #STATUS}, and what does not change between two requests. */
    FACTS,
    /** What this worker serves, and the cache's counters; changes and sweeps nothing. */
    STATUS,
    /** Schedule one restart of OPcache. It happens later, when no request runs; only a status says that it did. */
    RESET;

    /** The name in a message. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Operation> ofWire(String name) {
        return Stream.of(values()).filter(some -> some.wire().equals(name)).findFirst();
    }
}
