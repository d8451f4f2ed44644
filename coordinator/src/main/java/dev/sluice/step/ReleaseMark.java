package dev.sluice.step;

import java.util.Locale;

/** What a host's history says of a release. */
public enum ReleaseMark {
    /** It went through a rollout. */
    GOOD,
    /** It was taken back; nothing chooses it again by itself. */
    BAD,
    UNKNOWN;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
