package dev.sluice.schedule;

import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Blackout;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.playbook.ReleaseWindow.Opening;
import dev.sluice.playbook.Schedule;
import dev.sluice.playbook.Schedule.ArtifactChoice;
import dev.sluice.playbook.Schedule.Digest;
import dev.sluice.playbook.Schedule.Missed;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Schedules, windows and blackouts from a seed, most of them at night, where clocks change. */
final class NightsByChance {
    static final Duration PATIENCE = Duration.ofMinutes(45);

    private final Random random;
    private final ZoneId zone;

    NightsByChance(Random random, ZoneId zone) {
        this.random = random;
        this.zone = zone;
    }

    /** Times of the day on days of the week: what a cron text names, known without it. */
    record Nights(Schedule schedule, List<LocalTime> times, List<DayOfWeek> days) {
        List<LocalDateTime> named(LocalDate from, LocalDate to) {
            return from.datesUntil(to)
                    .filter(date -> days.contains(date.getDayOfWeek()))
                    .flatMap(date -> times.stream().map(date::atTime))
                    .toList();
        }
    }

    Nights nights(String name) {
        int hour = random.nextInt(4) == 0
                ? random.nextInt(24)
                : List.of(22, 23, 0, 1, 2, 3).get(random.nextInt(6));
        var minutes = new TreeSet<Integer>();
        IntStream.rangeClosed(0, random.nextInt(3) / 2).forEach(i -> minutes.add(random.nextInt(4) * 15));
        var days = IntStream.range(0, 7)
                .filter(day -> random.nextInt(4) > 0)
                .mapToObj(day -> DayOfWeek.of(day + 1))
                .collect(Collectors.toCollection(ArrayList::new));
        if (days.isEmpty()) {
            days.addAll(List.of(DayOfWeek.values()));
        }
        var minute = minutes.stream().map(String::valueOf).collect(Collectors.joining(","));
        var six = random.nextBoolean();
        var names = days.stream()
                .map(day -> six ? day.name().substring(0, 3) : String.valueOf(day.getValue() % 7))
                .collect(Collectors.joining(","));
        var cron = six ? "0 " + minute + " " + hour + " ? * " + names : minute + " " + hour + " * * " + names;
        var choice = new ArtifactChoice("/b/*", Digest.REQUIRED, Optional.of(PATIENCE), Optional.empty());
        var missed = random.nextBoolean() ? Missed.SKIP : Missed.START_IN_WINDOW;
        var schedule = new Schedule(name, cron, zone, choice, Optional.empty(), Optional.empty(), missed);
        return new Nights(
                schedule, minutes.stream().map(at -> LocalTime.of(hour, at)).toList(), List.copyOf(days));
    }

    /** Mostly over midnight, sometimes by day, sometimes always. */
    ReleaseWindow window(LocalDate from, LocalDate to) {
        var open =
                IntStream.range(0, random.nextInt(3)).mapToObj(i -> opening()).toList();
        int days = (int) (to.toEpochDay() - from.toEpochDay());
        var blackouts = IntStream.range(0, random.nextInt(1 + days / 60))
                .mapToObj(i -> {
                    var first = from.plusDays(random.nextInt(days));
                    return new Blackout(first, first.plusDays(random.nextInt(10)), "blackout " + i);
                })
                .toList();
        return new ReleaseWindow(zone, open, blackouts, Closing.FINISH_BATCH, ReleaseWindow.Fit.ON);
    }

    private Opening opening() {
        var from = LocalTime.of(random.nextInt(24), random.nextInt(4) * 15);
        var to = from.plusMinutes(15L * (1 + random.nextInt(40)));
        var days = random.nextInt(3) == 0
                ? List.of(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7)))
                : List.<DayOfWeek>of();
        return new Opening(days, from, to);
    }

    /** The minutes at which a window is open, as the clock on the wall shows it. */
    static OpenMinutes open(WallClock clock, ReleaseWindow window, Instant from, Instant to) {
        var first = LocalDate.ofInstant(from, window.zone()).minusDays(2);
        var last = LocalDate.ofInstant(to, window.zone()).plusDays(3);
        var spans = new ArrayList<LocalDateTime[]>();
        for (var opening : window.open()) {
            first.datesUntil(last)
                    .filter(date -> opening.days().isEmpty() || opening.days().contains(date.getDayOfWeek()))
                    .forEach(date -> spans.add(new LocalDateTime[] {
                        date.atTime(opening.from()),
                        (opening.to().isAfter(opening.from()) ? date : date.plusDays(1)).atTime(opening.to())
                    }));
        }
        var blackouts = window.blackout().stream()
                .map(blackout -> new LocalDateTime[] {
                    blackout.from().atStartOfDay(), blackout.to().plusDays(1).atStartOfDay()
                })
                .toList();
        var edges = IntStream.range(0, 2)
                .boxed()
                .flatMap(side ->
                        Stream.concat(spans.stream(), blackouts.stream()).map(span -> span[side]))
                .toList();
        var begin = first.atStartOfDay(window.zone()).toInstant();
        var end = last.plusDays(12).atStartOfDay(window.zone()).toInstant();
        var due = clock.watch(begin, end, edges);
        return new OpenMinutes(from, to, window.open().isEmpty(), spans, blackouts, due);
    }
}
