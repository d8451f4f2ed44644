package dev.sluice.document;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Durations and sizes as people read them, in one place: {@code 412 kB}, {@code 2.1 s}, {@code 3 min}. */
public final class HumanUnits {
    private static final long KILO = 1_000;
    private static final long MEGA = 1_000_000;
    private static final long GIGA = 1_000_000_000;

    private HumanUnits() {}

    public static String of(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 120_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        return longer(millis / 1_000);
    }

    /** The time until an instant, in whole seconds; zero for an instant in the past. */
    public static String left(Instant now, Instant until) {
        return whole(Duration.between(now, until));
    }

    /** Whole seconds, minutes or hours; zero for a negative duration. */
    public static String whole(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < 120 ? seconds + " s" : longer(seconds);
    }

    private static String longer(long seconds) {
        long minutes = seconds / 60;
        return minutes < 120 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    /** Room on a disk or in memory, in whole units of 2^20 bytes, as df and PHP count. */
    public static String room(long bytes) {
        return (bytes >> 20) + " MB";
    }

    /** Units of 1000, as disks and networks have them. */
    public static String bytes(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        if (bytes < MEGA) {
            return bytes / KILO + " kB";
        }
        return bytes < GIGA
                ? String.format(Locale.ROOT, "%.1f MB", bytes / (double) MEGA)
                : String.format(Locale.ROOT, "%.1f GB", bytes / (double) GIGA);
    }
}
