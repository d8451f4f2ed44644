package dev.sluice.endpoint;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The operation of a request. */
public enum Operation {
    /** {@link #STATUS}, and what does not change between two requests. */
    FACTS,
    /** What this worker serves, and the cache's counters; changes and sweeps nothing. */
    STATUS,
    /** Check whether PHP can read a release that is not live yet; changes nothing. */
    EXAMINE,
    /** Schedule one restart of OPcache. It happens later, when no request runs; only a status shows that it did. */
    RESET,
    /** Compile scripts of a release that is not live yet, for a fifth of a second; none of them runs. */
    WARM,
    /** Clear the paths and files that the answering worker remembers; no other worker's. */
    SWEEP,
    /** Mark what is compiled and old: the scripts of every other release, and those that are not as on disk. They are compiled again when requested. */
    INVALIDATE;

    /** The name in a message. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Operation> ofWire(String name) {
        return Stream.of(values()).filter(some -> some.wire().equals(name)).findFirst();
    }
}
