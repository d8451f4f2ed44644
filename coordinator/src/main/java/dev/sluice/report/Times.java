package dev.sluice.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Durations and sizes as people read them. */
final class Times {
    private Times() {}

    static String of(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 120_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        return millis / 60_000 + " min";
    }

    /** The time until an instant, in whole seconds; zero for an instant in the past. */
    static String left(Instant now, Instant until) {
        long seconds = Math.max(0, Duration.between(now, until).toSeconds());
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }

    static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        if (bytes < 1_000_000) {
            return bytes / 1_000 + " kB";
        }
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
    }
}
