package dev.sluice.view;

import dev.sluice.schedule.UpcomingStarts.Upcoming;
import java.util.List;
import java.util.Optional;

/** {@code sluice schedule next}: what will start, and between it what will be skipped. */
public record ScheduleNextListing(String fleet, List<Entry> starts) implements Listing {
    public ScheduleNextListing {
        starts = List.copyOf(starts);
    }

    /**
     * One start.
     *
     * @param local in the schedule's zone, without an offset
     * @param at ISO-8601, UTC
     * @param closes when its window closes
     * @param skipped why it will not start; null for one that will
     */
    public record Entry(String schedule, String local, String at, Optional<String> closes, Optional<String> skipped) {}

    public static ScheduleNextListing of(String fleet, List<Upcoming> upcoming) {
        return new ScheduleNextListing(
                fleet,
                upcoming.stream()
                        .map(next -> new Entry(
                                next.occurrence().schedule(),
                                next.occurrence().local().toString(),
                                next.occurrence().at().toString(),
                                next.closes().map(Object::toString),
                                next.skipped()))
                        .toList());
    }
}
