package dev.sluice.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** The minutes at which a window is open, one bit each. */
final class OpenMinutes {
    private final long first;
    private final BitSet open = new BitSet();

    OpenMinutes(
            Instant from,
            Instant to,
            boolean always,
            List<LocalDateTime[]> spans,
            List<LocalDateTime[]> blackouts,
            Map<LocalDateTime, Instant> due) {
        this.first = from.getEpochSecond() / 60;
        int length = (int) (to.getEpochSecond() / 60 - first);
        open.set(0, length, always);
        spans.forEach(span -> set(span, due, length, true));
        blackouts.forEach(span -> set(span, due, length, false));
    }

    private void set(LocalDateTime[] span, Map<LocalDateTime, Instant> due, int length, boolean value) {
        var start = due.get(span[0]);
        var end = due.get(span[1]);
        if (start == null || end == null) {
            return;
        }
        int begin = Math.max(0, Math.min(length, minute(start)));
        int stop = Math.max(0, Math.min(length, minute(end)));
        if (begin < stop) {
            open.set(begin, stop, value);
        }
    }

    private int minute(Instant moment) {
        return (int) (moment.getEpochSecond() / 60 - first);
    }

    boolean at(Instant moment) {
        return open.get(minute(moment));
    }

    /** Whether it is open in each minute from one to the other, both included. */
    boolean throughout(Instant from, Instant to) {
        return open.nextClearBit(minute(from)) > minute(to);
    }
}
