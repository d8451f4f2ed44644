package dev.sluice.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A clock on the wall that is watched minute by minute: a local time is due when the clock shows it, or a later one, for the first time. It asks for the
 * offset of each minute and knows nothing of clock changes.
 */
final class WallClock {
    private WallClock() {}

    /** The minute of each local time; those that the clock does not reach are left out. */
    static Map<LocalDateTime, Instant> watch(ZoneId zone, Instant from, Instant to, List<LocalDateTime> times) {
        var due = new TreeMap<LocalDateTime, Instant>();
        var next = times.stream().distinct().sorted().iterator();
        var waiting = take(next);
        var rules = zone.getRules();
        var latest = LocalDateTime.MIN;
        for (long second = from.getEpochSecond(); second < to.getEpochSecond(); second += 60) {
            var moment = Instant.ofEpochSecond(second);
            var shown = LocalDateTime.ofEpochSecond(second, 0, rules.getOffset(moment));
            if (shown.isAfter(latest)) {
                latest = shown;
            }
            while (waiting != null && !waiting.isAfter(latest)) {
                due.put(waiting, moment);
                waiting = take(next);
            }
            if (waiting == null) {
                break;
            }
        }
        return due;
    }

    private static @org.jspecify.annotations.Nullable LocalDateTime take(Iterator<LocalDateTime> times) {
        return times.hasNext() ? times.next() : null;
    }
}
