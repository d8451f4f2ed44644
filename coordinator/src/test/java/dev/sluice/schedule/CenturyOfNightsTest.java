package dev.sluice.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.plan.WindowCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nights in zones whose clocks change in many ways, against a clock on the wall that is watched minute by minute: an hour in spring or in another month,
 * half an hour, negative summer time, a month of fasting, and an island that left out a day.
 */
class CenturyOfNightsTest {
    private static final long SEED = Long.getLong("sluice.seed", 1990);

    private static final String BERLIN = "Europe/Berlin";
    private static final String DUBLIN = "Europe/Dublin";
    private static final String NEW_YORK = "America/New_York";
    private static final String SANTIAGO = "America/Santiago";
    private static final String LORD_HOWE = "Australia/Lord_Howe";
    private static final String CASABLANCA = "Africa/Casablanca";
    private static final String APIA = "Pacific/Apia";

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, DUBLIN, NEW_YORK, SANTIAGO, LORD_HOWE, CASABLANCA, APIA})
    void some_years_of_nights_are_as_a_clock_on_the_wall_shows_them(String zone) {
        for (int year : List.of(2011, 2026)) {
            calendars(ZoneId.of(zone), LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 8), 1);
        }
        for (int i = 0; i < 2; i++) {
            series(ZoneId.of(zone), 2011 + i * 15, 1, SEED + i);
        }
    }

    @Tag("everything")
    @ParameterizedTest
    @ValueSource(strings = {BERLIN, DUBLIN, NEW_YORK, SANTIAGO, LORD_HOWE, CASABLANCA, APIA})
    @org.junit.jupiter.api.Timeout(600)
    void a_century_of_nights_is_as_a_clock_on_the_wall_shows_it(String zone) {
        calendars(ZoneId.of(zone), LocalDate.of(1990, 1, 1), LocalDate.of(2090, 1, 1), 3);
        int starts = 0;
        for (int year = 1990; year < 2090; year += 2) {
            for (int i = 0; i < 4; i++) {
                starts += series(ZoneId.of(zone), year, 2, SEED * 1000 + year * 10L + i);
            }
        }
        System.out.println(zone + ": 400 years of nights by chance, " + starts + " starts that were due");
    }

    private static void calendars(ZoneId zone, LocalDate first, LocalDate last, int count) {
        var chance = new NightsByChance(new Random(SEED + first.toEpochDay()), zone);
        var from = first.atStartOfDay(zone).toInstant();
        var to = last.atStartOfDay(zone).toInstant();
        for (int i = 0; i < count; i++) {
            var nights = chance.nights("n");
            var due = WallClock.watch(zone, from, to, nights.named(first, last));
            var expected = new ArrayList<Occurrence>();
            var seen = new HashSet<Instant>();
            due.forEach((local, at) -> {
                if (at.isAfter(from) && seen.add(at)) {
                    expected.add(new Occurrence("n", local, at));
                }
            });
            assertEquals(expected, occurrences(nights, from, to), nights.schedule()::toString);
            window(chance, first, last, from, to);
        }
    }

    private static List<Occurrence> occurrences(NightsByChance.Nights nights, Instant from, Instant to) {
        var calendar = new ScheduleCalendar(nights.schedule());
        var found = new ArrayList<Occurrence>();
        var next = calendar.next(from);
        while (next.filter(one -> one.at().isBefore(to)).isPresent()) {
            found.add(next.get());
            next = calendar.next(next.get().at());
        }
        return found;
    }

    private static void window(NightsByChance chance, LocalDate first, LocalDate last, Instant from, Instant to) {
        var window = chance.window(first, last);
        var open = NightsByChance.open(window, from, to);
        var calendar = new WindowCalendar(window);
        for (var at = from; at.isBefore(to); at = at.plus(Duration.ofMinutes(595))) {
            var moment = at;
            assertEquals(open.at(moment), calendar.closedAt(moment).isEmpty(), () -> window + " at " + moment);
        }
    }

    /** Starts, skips, misses and crashes by chance; the simulation has the promises. */
    private static int series(ZoneId zone, int year, int years, long seed) {
        return new NightsSimulation(zone, LocalDate.of(year, 1, 1), LocalDate.of(year + years, 1, 1), seed).run();
    }
}
