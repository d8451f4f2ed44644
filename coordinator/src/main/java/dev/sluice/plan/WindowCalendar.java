package dev.sluice.plan;

import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Blackout;
import dev.sluice.playbook.ReleaseWindow.Opening;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Computes when a release window is open. Its local times are in its zone. A time that a clock change skips is the moment of that change; of a time
 * that occurs twice, the first is used, so that a window is never open longer than configured. A span within the skipped hour does not open on that
 * day.
 */
public final class WindowCalendar {
    /** Two weeks: after that the spans of a week repeat, even if a clock change removed one. */
    private static final int DAYS_AHEAD = 15;

    /** Each step passes a span or a blackout. */
    private static final int STEPS = 10_000;

    private final ReleaseWindow window;
    private final ZoneId zone;

    public WindowCalendar(ReleaseWindow window) {
        this.window = window;
        this.zone = window.zone();
    }

    /**
     * The window is closed: no work may start.
     *
     * @param why for people
     * @param opens when it opens again; empty if it never does
     */
    public record Closed(String why, Optional<Instant> opens) {}

    /** From {@code start} to {@code end}, exclusive. */
    private record Span(Instant start, Instant end) {
        boolean contains(Instant moment) {
            return !moment.isBefore(start) && moment.isBefore(end);
        }
    }

    /** Why no work may start at this moment; empty if the window is open. */
    public Optional<Closed> closedAt(Instant moment) {
        var blackout = blackoutAt(moment);
        if (blackout.isPresent()) {
            return Optional.of(new Closed(WindowText.of(blackout.get()), opens(moment)));
        }
        return open(moment) ? Optional.empty() : Optional.of(new Closed(WindowText.of(window), opens(moment)));
    }

    /**
     * Why a batch may not start at this moment: the window is closed, or it closes before what has to fit, and its revert, would be over.
     *
     * @param needed the time for what has to fit, see {@link TimeNeeded}
     */
    public Optional<Closed> closedFor(Instant moment, Duration needed) {
        var closed = closedAt(moment);
        if (closed.isPresent() || window.fit() == ReleaseWindow.Fit.OFF) {
            return closed;
        }
        return closes(moment)
                .filter(end -> moment.plus(needed).isAfter(end))
                .map(end -> new Closed(
                        WindowText.of(window.fit()) + " may need " + needed.toSeconds() + " s, and the window closes "
                                + WindowText.moment(end, zone),
                        opens(end)));
    }

    /** When the window closes next, for a moment at which it is open; empty if it stays open, or is closed. */
    public Optional<Instant> closes(Instant moment) {
        if (closedAt(moment).isPresent()) {
            return Optional.empty();
        }
        var blackout = window.blackout().stream()
                .map(this::span)
                .map(Span::start)
                .filter(start -> start.isAfter(moment))
                .min(Comparator.naturalOrder());
        var end = endOfSpans(moment);
        if (end.isEmpty() || blackout.isEmpty()) {
            return end.or(() -> blackout);
        }
        return end.get().isBefore(blackout.get()) ? end : blackout;
    }

    /** The next moment at which the window is open, which may be this one; empty if there is none. */
    public Optional<Instant> opens(Instant moment) {
        var next = moment;
        for (int step = 0; step < STEPS; step++) {
            var blackout = blackoutAt(next);
            if (blackout.isPresent()) {
                next = span(blackout.get()).end();
                continue;
            }
            if (open(next)) {
                return Optional.of(next);
            }
            var from = next;
            var start = spansAround(from).stream()
                    .map(Span::start)
                    .filter(opening -> opening.isAfter(from))
                    .min(Comparator.naturalOrder());
            if (start.isEmpty()) {
                return Optional.empty();
            }
            next = start.get();
        }
        return Optional.empty();
    }

    private boolean open(Instant moment) {
        return window.open().isEmpty() || spansAround(moment).stream().anyMatch(span -> span.contains(moment));
    }

    /** The end of the spans that touch or overlap, taken as one; empty if there is no end within the days ahead. */
    private Optional<Instant> endOfSpans(Instant moment) {
        if (window.open().isEmpty()) {
            return Optional.empty();
        }
        var spans = spansAround(moment);
        var end = moment;
        for (int i = 0; i <= spans.size(); i++) {
            var reached = end;
            var longer = spans.stream()
                    .filter(span -> span.contains(reached))
                    .map(Span::end)
                    .max(Comparator.naturalOrder());
            if (longer.isEmpty()) {
                break;
            }
            end = longer.get();
        }
        var horizon = start(date(moment).plusDays(DAYS_AHEAD), LocalTime.MIDNIGHT);
        return end.isBefore(horizon) ? Optional.of(end) : Optional.empty();
    }

    /** The spans that start from the day before to the days ahead; one within a skipped hour contains no moment. */
    private List<Span> spansAround(Instant moment) {
        var spans = new ArrayList<Span>();
        var first = date(moment).minusDays(1);
        for (var day = first; !day.isAfter(first.plusDays(DAYS_AHEAD + 1L)); day = day.plusDays(1)) {
            for (var opening : window.open()) {
                span(opening, day).ifPresent(spans::add);
            }
        }
        return spans;
    }

    private Optional<Span> span(Opening opening, LocalDate day) {
        if (!opening.days().isEmpty() && !opening.days().contains(day.getDayOfWeek())) {
            return Optional.empty();
        }
        var lastDay = opening.to().isAfter(opening.from()) ? day : day.plusDays(1);
        return Optional.of(new Span(start(day, opening.from()), start(lastDay, opening.to())));
    }

    private Optional<Blackout> blackoutAt(Instant moment) {
        return window.blackout().stream()
                .filter(blackout -> span(blackout).contains(moment))
                .findFirst();
    }

    private Span span(Blackout blackout) {
        return new Span(
                start(blackout.from(), LocalTime.MIDNIGHT), start(blackout.to().plusDays(1), LocalTime.MIDNIGHT));
    }

    private LocalDate date(Instant moment) {
        return moment.atZone(zone).toLocalDate();
    }

    /** The first moment at which the clocks show this time or a later one. */
    private Instant start(LocalDate day, LocalTime time) {
        var local = LocalDateTime.of(day, time);
        var change = zone.getRules().getTransition(local);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        return local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }
}
