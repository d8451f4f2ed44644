package dev.sluice.step;

import java.util.Locale;

/** The mark of a release in a host's history. */
public enum ReleaseMark {
    /** It completed a rollout. */
    GOOD,
    /** It was reverted; it is never chosen automatically again. */
    BAD,
    /** It was good, and a rollback left it: it is not chosen automatically, but kept, since a person may return to it. */
    LEFT,
    UNKNOWN;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
