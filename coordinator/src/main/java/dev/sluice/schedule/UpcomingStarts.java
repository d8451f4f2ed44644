package dev.sluice.schedule;

import dev.sluice.playbook.Playbook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The next starts of a playbook, with its window, pauses and the order of its schedules applied. */
public final class UpcomingStarts {
    /** What is passed over at most: a schedule that never meets its window has no start. */
    private static final int STEPS = 20_000;

    private final Playbook playbook;
    private final ScheduleRows rows;

    public UpcomingStarts(Playbook playbook, ScheduleRows rows) {
        this.playbook = playbook;
        this.rows = rows;
    }

    /**
     * A start, or one that will be skipped.
     *
     * @param skipped why; empty for a start
     * @param closes when its window closes
     */
    public record Upcoming(Occurrence occurrence, Optional<String> skipped, Optional<Instant> closes) {}

    /** The next starts, with those between them that will be skipped. */
    public List<Upcoming> after(Instant from, int starts) {
        return after(from, starts, STEPS);
    }

    /** @param most of both kinds: a schedule that is paused without an end has no start ahead */
    public List<Upcoming> after(Instant from, int starts, int most) {
        var found = new ArrayList<Upcoming>();
        var openings = new Openings(playbook.window());
        int left = starts;
        var next = first(from);
        for (int step = 0; step < most && left > 0 && next.isPresent(); step++) {
            var occurrence = next.get();
            var skipped = skipped(occurrence, openings, found);
            found.add(new Upcoming(occurrence, skipped, openings.closes(occurrence.at())));
            left -= skipped.isEmpty() ? 1 : 0;
            next = following(occurrence);
        }
        return List.copyOf(found);
    }

    private Optional<String> skipped(Occurrence occurrence, Openings openings, List<Upcoming> before) {
        return openings.closedAt(occurrence.at())
                .map(why -> "outside the window: " + why)
                .or(() -> rows.pause(occurrence.schedule(), occurrence.at()).map(pause -> "paused: " + pause.reason()))
                .or(() -> earlier(occurrence, before));
    }

    private static Optional<String> earlier(Occurrence occurrence, List<Upcoming> before) {
        return before.stream()
                .filter(other -> other.skipped().isEmpty())
                .filter(other -> other.occurrence().at().equals(occurrence.at()))
                .map(other -> other.occurrence().schedule() + " is due at the same time")
                .findFirst();
    }

    private Optional<Occurrence> first(Instant after) {
        return playbook.schedule().stream()
                .flatMap(schedule -> new ScheduleCalendar(schedule).next(after).stream())
                .min(Comparator.comparing(Occurrence::at));
    }

    /** The next at the same instant, in the order of the file, else the first later. */
    private Optional<Occurrence> following(Occurrence one) {
        var names =
                playbook.schedule().stream().map(schedule -> schedule.name()).toList();
        return playbook.schedule().stream()
                .filter(other -> names.indexOf(other.name()) > names.indexOf(one.schedule()))
                .flatMap(other -> new ScheduleCalendar(other).next(one.at().minusNanos(1)).stream())
                .filter(other -> other.at().equals(one.at()))
                .findFirst()
                .or(() -> first(one.at()));
    }
}
