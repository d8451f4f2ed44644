package dev.sluice.schedule;

import dev.sluice.plan.RolloutId;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.Schedule;
import dev.sluice.playbook.Schedule.Missed;
import dev.sluice.schedule.Decision.Miss;
import dev.sluice.schedule.Decision.Skip;
import dev.sluice.schedule.Decision.Start;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A process that starts what is due, is stopped, killed and started again by chance, with late artifacts and rollouts that take their time. What it
 * recorded is compared with what the playbook promises, which is computed from a clock on the wall.
 */
final class NightsSimulation {
    private final String what;
    private final Random random;
    private final Instant begin;
    private final Instant end;
    private final List<NightsByChance.Nights> nights;
    private final Playbook playbook;
    private final OpenMinutes open;
    private final Map<Occurrence, Instant> expected = new HashMap<>();

    private final List<ScheduleEntry> entries = new ArrayList<>();
    private final Set<RolloutId> records = new HashSet<>();
    private final Map<RolloutId, Instant> begun = new HashMap<>();
    /** When the process was up and had nothing else to do: from, to. */
    private final List<Instant[]> idle = new ArrayList<>();

    private final Set<Occurrence> delayed = new HashSet<>();
    private final Agenda agenda;
    private ScheduleRows rows = ScheduleRows.of(List.of());
    private Instant now;

    NightsSimulation(WallClock clock, ZoneId zone, LocalDate first, LocalDate last, long seed) {
        this.what = zone + " " + first + " seed " + seed + ": ";
        this.random = new Random(seed);
        this.begin = first.atStartOfDay(zone).toInstant();
        this.end = last.atStartOfDay(zone).toInstant();
        this.now = begin;
        var chance = new NightsByChance(random, zone);
        this.nights = List.of(chance.nights("one"), chance.nights("two"));
        var window = chance.window(first, last);
        this.playbook = SchedulePlaybooks.of(
                nights.stream().map(NightsByChance.Nights::schedule).toList(), Optional.of(window));
        this.agenda = new Agenda(playbook);
        // The last rollouts end after the end, and something can become due meanwhile.
        var beyond = end.plus(Duration.ofDays(5));
        this.open = NightsByChance.open(clock, window, begin, beyond);
        for (var each : nights) {
            var seen = new HashSet<Instant>();
            clock.watch(begin, beyond, each.named(first.minusDays(1), last.plusDays(6)))
                    .forEach((local, at) -> {
                        if (at.isAfter(begin) && seen.add(at)) {
                            expected.put(new Occurrence(each.schedule().name(), local, at), at);
                        }
                    });
        }
    }

    /** Runs to its end, and returns how many starts were due. */
    int run() {
        while (now.isBefore(end)) {
            up(now.plus(Duration.ofMinutes(1 + random.nextInt(random.nextInt(4) == 0 ? 60 * 24 * 30 : 60 * 24))));
            var down = random.nextInt(3) == 0 ? random.nextInt(60 * 48) : random.nextInt(20);
            now = now.plus(Duration.ofMinutes(down));
        }
        return check();
    }

    /** The process runs until it is stopped or killed, or its time is over. */
    private void up(Instant until) {
        settle();
        agenda.unwatched(rows())
                .forEach(schedule ->
                        add(new ScheduleEntry.Watched(now, schedule.name(), schedule.cron(), schedule.zone())));
        while (now.isBefore(until) && now.isBefore(end)) {
            if (!due()) {
                return;
            }
            var next = agenda.next(now).filter(wake -> wake.isBefore(until)).orElse(until);
            idle.add(new Instant[] {now, next});
            now = next;
        }
    }

    private ScheduleRows rows() {
        return rows;
    }

    private void record(ScheduleEntry entry) {
        require(rows().accepts(entry), "a settled row never changes", entry);
        add(entry);
    }

    private void add(ScheduleEntry entry) {
        entries.add(entry);
        rows = ScheduleRows.of(entries);
    }

    /** After a crash: what the record shows counts. */
    private void settle() {
        for (var row : rows().all()) {
            if (row.state() != ScheduleRow.State.STARTING) {
                continue;
            }
            var at = row.occurrence();
            var id = row.rollout().orElseThrow();
            record(
                    records.contains(id)
                            ? new ScheduleEntry.Started(now, at.schedule(), at.local(), at.at(), id, "succeeded")
                            : new ScheduleEntry.Waiting(now, at.schedule(), at.local(), at.at(), Optional.empty()));
        }
    }

    /** Everything that is due; false when the process was killed. */
    private boolean due() {
        while (true) {
            var decisions = agenda.due(rows(), now);
            Optional<Start> first = Optional.empty();
            for (var decision : decisions) {
                var at = decision.occurrence();
                if (decision instanceof Skip skip) {
                    record(new ScheduleEntry.Skipped(
                            now, at.schedule(), at.local(), at.at(), skip.reason(), Optional.empty()));
                } else if (decision instanceof Miss miss) {
                    record(new ScheduleEntry.Missed(now, at.schedule(), at.local(), at.at(), miss.reason()));
                } else if (decision instanceof Start start && first.isEmpty()) {
                    first = Optional.of(start);
                }
                if (random.nextInt(200) == 0) {
                    return false;
                }
            }
            if (first.isEmpty()) {
                return true;
            }
            if (!start(first.get())) {
                return false;
            }
        }
    }

    private boolean start(Start start) {
        var at = start.occurrence();
        if (rows().row(at).isEmpty()) {
            record(new ScheduleEntry.Waiting(now, at.schedule(), at.local(), at.at(), Optional.empty()));
        }
        if (random.nextInt(20) == 0) {
            return false;
        }
        if (random.nextInt(5) == 0) {
            delayed.add(at);
            var left = await(start);
            if (left.isPresent()) {
                return left.get();
            }
        }
        var id = RolloutId.of(random.nextLong(), random.nextLong());
        record(new ScheduleEntry.Starting(now, at.schedule(), at.local(), at.at(), id, "/b/a", "00"));
        if (random.nextInt(20) == 0) {
            return false;
        }
        records.add(id);
        begun.put(id, now);
        now = now.plus(Duration.ofMinutes(random.nextInt(40)));
        if (random.nextInt(20) == 0) {
            return false;
        }
        record(new ScheduleEntry.Started(now, at.schedule(), at.local(), at.at(), id, "succeeded"));
        return true;
    }

    /** A late artifact; empty when it came, else whether the process lives. */
    private Optional<Boolean> await(Start start) {
        var at = start.occurrence();
        var arrival = now.plus(Duration.ofMinutes(random.nextInt(90)));
        if (random.nextInt(10) == 0) {
            now = now.plus(Duration.ofMinutes(random.nextInt(10)));
            return Optional.of(false);
        }
        if (!arrival.isBefore(start.latest())) {
            now = start.latest();
            record(new ScheduleEntry.Skipped(now, at.schedule(), at.local(), at.at(), "no artifact", Optional.empty()));
            return Optional.of(true);
        }
        now = arrival;
        return Optional.empty();
    }

    private int check() {
        int due = 0;
        var starts = new HashMap<Occurrence, RolloutId>();
        for (var row : rows().all()) {
            require(expected.containsKey(row.occurrence()), "no row without a start that is due", row);
            row.rollout().filter(records::contains).ifPresent(id -> {
                var other = starts.put(row.occurrence(), id);
                require(other == null, "one rollout for a start", row);
            });
        }
        require(starts.size() == records.size(), "one rollout for each start that was started", records.size());
        for (var at : expected.keySet()) {
            if (at.at().isBefore(lastLook())) {
                due++;
                check(at);
            }
        }
        return due;
    }

    /** Everything that was due when the process was idle for the last time was decided. */
    private Instant lastLook() {
        return idle.isEmpty() ? begin : idle.get(idle.size() - 1)[0];
    }

    private void check(Occurrence at) {
        var row = rows().row(at);
        require(row.isPresent(), "every start that was due has a row", at);
        var state = row.orElseThrow().state();
        require(state.isSettled(), "every start that was due is settled", row);
        var words = row.orElseThrow().words();
        if (state == ScheduleRow.State.SKIPPED) {
            require(words.startsWith("outside the window") != open.at(at.at()), "skipped outside of the window", row);
            return;
        }
        if (state == ScheduleRow.State.STARTED) {
            started(at, row.orElseThrow());
            return;
        }
        require(open.at(at.at()), "what the window excludes is skipped, not missed", row);
        require(!wasIdle(at.at()) || delayed.contains(at) || wasKilled(at), "no start is missed that could be", row);
    }

    private void started(Occurrence at, ScheduleRow row) {
        var start = Objects.requireNonNull(begun.get(row.rollout().orElseThrow()));
        require(open.throughout(at.at(), start), "started in the window in which it was due", row);
        var late = Duration.between(at.at(), start);
        var inTime = late.compareTo(NightsByChance.PATIENCE) <= 0;
        require(
                inTime
                        || (missed(at) == Missed.START_IN_WINDOW
                                && !playbook.window().orElseThrow().open().isEmpty()),
                "late only where the playbook has it",
                row);
        require(!late.isNegative(), "never early", row);
    }

    private Missed missed(Occurrence at) {
        return playbook.schedule().stream()
                .filter(schedule -> schedule.name().equals(at.schedule()))
                .map(Schedule::missed)
                .findFirst()
                .orElseThrow();
    }

    private boolean wasIdle(Instant moment) {
        return idle.stream()
                .anyMatch(span -> !span[0].isAfter(moment) && !span[1].isBefore(moment) && span[1].equals(moment));
    }

    /** It came to its time, and the process was killed before it was started. */
    private boolean wasKilled(Occurrence at) {
        return entries.stream()
                                .filter(entry -> entry instanceof ScheduleEntry.OfOccurrence of
                                        && of.occurrence().equals(at))
                                .count()
                        > 1
                || entries.stream()
                        .filter(entry -> entry instanceof ScheduleEntry.OfOccurrence of
                                && of.occurrence().equals(at))
                        .anyMatch(entry -> entry.at().isAfter(at.at()));
    }

    private void require(boolean kept, String promise, Object about) {
        if (!kept) {
            throw new AssertionError(
                    what + promise + ": " + about + "\n" + playbook.schedule() + "\n" + playbook.window());
        }
    }
}
