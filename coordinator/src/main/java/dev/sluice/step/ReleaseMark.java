package dev.sluice.step;

import java.util.Locale;

/** The mark of a release in a host's history. */
public enum ReleaseMark {
    /** It completed a rollout. */
    GOOD,
    /** It was reverted; it is never chosen automatically again. */
    BAD,
    UNKNOWN;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
