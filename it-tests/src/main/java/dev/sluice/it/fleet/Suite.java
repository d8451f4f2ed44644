package dev.sluice.it.fleet;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which Debian a host's servers, shell and PHP are of. */
public enum Suite {
    /** The machine's own. */
    MACHINE,
    /** Debian 13, kept in a {@link SuiteTree}; needs root. */
    TRIXIE;

    /** The system property that names the suite of all hosts which have none of their own. */
    static final String PROPERTY = "sluice.it.suite";

    /** What the system property says; without it the machine's own. */
    static Suite ofTheTests() {
        return named(System.getProperty(PROPERTY, MACHINE.label()));
    }

    /** @throws IllegalArgumentException with all names, when there is no such suite */
    static Suite named(String label) {
        return Stream.of(values())
                .filter(suite -> suite.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(PROPERTY + " is one of "
                        + Stream.of(values()).map(Suite::label).collect(Collectors.joining(", ")) + ", not '" + label
                        + "'"));
    }

    /** As the system property names it, and Debian. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
