package dev.sluice.endpoint;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why the endpoint is called: a revert may reset again at once; a refresh takes nothing that is shared for unchanged. */
public enum Purpose {
    RELEASE,
    REVERT,
    REFRESH;

    /** The name in a message. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Purpose> ofWire(String name) {
        return Stream.of(values()).filter(some -> some.wire().equals(name)).findFirst();
    }
}
