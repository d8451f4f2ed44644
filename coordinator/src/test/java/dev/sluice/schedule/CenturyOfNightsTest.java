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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nights in zones whose clocks change in many ways, against a clock on the wall that is watched minute by minute: an hour in spring or in another month,
 * half an hour, negative summer time, a month of fasting, and an island that left out a day.
 */
class CenturyOfNightsTest {
    private static final long SEED = Long.getLong("sluice.seed", 1990);

    private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2090, 1, 1);
    /** For each year: a window, and two simulations of half a year. */
    private static final int SERIES = 4;
    /** Each for the whole century. */
    private static final int SCHEDULES = 3;

    private static final String BERLIN = "Europe/Berlin";
    private static final String DUBLIN = "Europe/Dublin";
    private static final String NEW_YORK = "America/New_York";
    private static final String SANTIAGO = "America/Santiago";
    private static final String LORD_HOWE = "Australia/Lord_Howe";
    private static final String CASABLANCA = "Africa/Casablanca";
    private static final String APIA = "Pacific/Apia";

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, DUBLIN, NEW_YORK, SANTIAGO, LORD_HOWE, CASABLANCA, APIA})
    void some_years_of_nights_are_as_a_clock_on_the_wall_shows_them(String name) {
        var zone = ZoneId.of(name);
        for (int year : List.of(2011, 2026)) {
            var first = LocalDate.of(year, 1, 1);
            var clock = clock(zone, first, first.plusYears(1));
            calendar(clock, zone, first, first.plusYears(1).plusDays(7), SEED);
            window(clock, zone, first, SEED);
            new NightsSimulation(clock, zone, first, first.plusYears(1), SEED + year).run();
        }
    }

    /** Each half of a year by itself: the time of a series is that of its entries, squared. */
    @Tag("everything")
    @ParameterizedTest
    @ValueSource(strings = {BERLIN, DUBLIN, NEW_YORK, SANTIAGO, LORD_HOWE, CASABLANCA, APIA})
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void a_century_of_nights_is_as_a_clock_on_the_wall_shows_it(String name) {
        var zone = ZoneId.of(name);
        var clock = clock(zone, FIRST, LAST);
        int nights = 0;
        for (int i = 0; i < SCHEDULES; i++) {
            nights += calendar(clock, zone, FIRST, LAST, SEED + i);
        }
        int starts = 0;
        int years = 0;
        for (var year = FIRST; year.isBefore(LAST); year = year.plusYears(1)) {
            for (int i = 0; i < SERIES; i++) {
                long seed = SEED * 1_000_000 + year.getYear() * 100L + i;
                window(clock, zone, year, seed);
                starts += new NightsSimulation(clock, zone, year, year.plusMonths(6), seed).run();
                starts += new NightsSimulation(clock, zone, year.plusMonths(6), year.plusYears(1), seed + 50).run();
            }
            years += SERIES;
        }
        System.out.println(zone + ": " + nights + " nights of " + SCHEDULES + " schedules in a century, and " + years
                + " years of windows, crashes and missed starts with " + starts + " starts that were due");
    }

    /** With some weeks more on both sides, for windows that reach beyond. */
    private static WallClock clock(ZoneId zone, LocalDate first, LocalDate last) {
        return new WallClock(
                zone,
                first.minusDays(20).atStartOfDay(zone).toInstant(),
                last.plusDays(40).atStartOfDay(zone).toInstant());
    }

    /** Returns how many starts there were. */
    private static int calendar(WallClock clock, ZoneId zone, LocalDate first, LocalDate last, long seed) {
        var nights = new NightsByChance(new Random(seed), zone).nights("n");
        var from = first.atStartOfDay(zone).toInstant();
        var to = last.atStartOfDay(zone).toInstant();
        var due = clock.watch(from, to, nights.named(first, last));
        var expected = new ArrayList<Occurrence>();
        var seen = new HashSet<Instant>();
        due.forEach((local, at) -> {
            if (at.isAfter(from) && seen.add(at)) {
                expected.add(new Occurrence("n", local, at));
            }
        });
        assertEquals(expected, occurrences(nights, from, to), nights.schedule()::toString);
        return expected.size();
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

    /** Of a year. */
    private static void window(WallClock clock, ZoneId zone, LocalDate first, long seed) {
        var last = first.plusYears(1);
        var window = new NightsByChance(new Random(seed), zone).window(first, last);
        var from = first.atStartOfDay(zone).toInstant();
        var to = last.atStartOfDay(zone).toInstant();
        var open = NightsByChance.open(clock, window, from, to);
        var calendar = new WindowCalendar(window);
        for (var at = from; at.isBefore(to); at = at.plus(Duration.ofMinutes(595))) {
            var moment = at;
            assertEquals(open.at(moment), calendar.closedAt(moment).isEmpty(), () -> window + " at " + moment);
        }
    }
}
