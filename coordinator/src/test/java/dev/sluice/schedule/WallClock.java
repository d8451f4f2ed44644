package dev.sluice.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A clock on the wall that is watched minute by minute: a local time is due when the clock shows it, or a later one, for the first time. It asks for the
 * offset of each minute, once for all watches, and knows nothing of clock changes.
 */
final class WallClock {
    private static final int MINUTE = 60;

    private final long first;
    /** Minutes before UTC, for each minute. */
    private final short[] offsets;

    /** @param from a whole minute, as all moments here */
    WallClock(ZoneId zone, Instant from, Instant to) {
        var rules = zone.getRules();
        this.first = minute(from);
        this.offsets = new short[(int) (minute(to) - first)];
        for (int i = 0; i < offsets.length; i++) {
            int seconds =
                    rules.getOffset(Instant.ofEpochSecond((first + i) * MINUTE)).getTotalSeconds();
            if (seconds % MINUTE != 0) {
                throw new IllegalArgumentException(zone + " has an offset of " + seconds + " s");
            }
            offsets[i] = (short) (seconds / MINUTE);
        }
    }

    private static long minute(Instant moment) {
        return moment.getEpochSecond() / MINUTE;
    }

    /** The minute of each local time; those that the clock does not reach are left out. */
    Map<LocalDateTime, Instant> watch(Instant from, Instant to, List<LocalDateTime> times) {
        var due = new TreeMap<LocalDateTime, Instant>();
        var next = times.stream().distinct().sorted().iterator();
        var waiting = take(next);
        var latest = Long.MIN_VALUE;
        for (long minute = minute(from); minute < minute(to) && waiting != null; minute++) {
            latest = Math.max(latest, minute + offsets[(int) (minute - first)]);
            while (waiting != null && shown(waiting) <= latest) {
                due.put(waiting, Instant.ofEpochSecond(minute * MINUTE));
                waiting = take(next);
            }
        }
        return due;
    }

    private static long shown(LocalDateTime local) {
        return local.toEpochSecond(ZoneOffset.UTC) / MINUTE;
    }

    private static @Nullable LocalDateTime take(Iterator<LocalDateTime> times) {
        return times.hasNext() ? times.next() : null;
    }
}
