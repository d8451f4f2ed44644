package dev.sluice.schedule;

import dev.sluice.playbook.Schedule;
import dev.sluice.schedule.ScheduleEntry.Checked;
import dev.sluice.schedule.ScheduleEntry.OfOccurrence;
import dev.sluice.schedule.ScheduleEntry.Paused;
import dev.sluice.schedule.ScheduleEntry.Reported;
import dev.sluice.schedule.ScheduleEntry.Resumed;
import dev.sluice.schedule.ScheduleEntry.Skipped;
import dev.sluice.schedule.ScheduleEntry.Staged;
import dev.sluice.schedule.ScheduleEntry.Waiting;
import dev.sluice.schedule.ScheduleEntry.Watched;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The entries of a site's schedules, as rows: one for each start. */
public final class ScheduleRows {
    private final List<ScheduleEntry> entries;
    private final Map<Key, ScheduleRow> rows = new LinkedHashMap<>();

    private ScheduleRows(List<ScheduleEntry> entries) {
        this.entries = List.copyOf(entries);
        entriesOf(OfOccurrence.class).forEach(this::add);
    }

    public static ScheduleRows of(List<ScheduleEntry> entries) {
        return new ScheduleRows(entries);
    }

    private record Key(String schedule, LocalDateTime local) {
        static Key of(Occurrence occurrence) {
            return new Key(occurrence.schedule(), occurrence.local());
        }
    }

    private void add(OfOccurrence entry) {
        var key = Key.of(entry.occurrence());
        var before = rows.get(key);
        var byPerson = before == null
                ? entry instanceof Waiting waiting && waiting.by().isPresent()
                : before.byPerson();
        rows.put(key, new ScheduleRow(entry, byPerson));
    }

    private <T> Stream<T> entriesOf(Class<T> type) {
        return entries.stream().filter(type::isInstance).map(type::cast);
    }

    /** All rows, in the order in which they began. */
    public List<ScheduleRow> all() {
        return List.copyOf(rows.values());
    }

    public Optional<ScheduleRow> row(Occurrence occurrence) {
        return Optional.ofNullable(rows.get(Key.of(occurrence)));
    }

    /** Whether an entry may follow: a settled row never changes, so that no start happens twice, and a day has one report. */
    public boolean accepts(ScheduleEntry entry) {
        if (entry instanceof Reported reported) {
            return !isReported(reported.to(), reported.day());
        }
        return !(entry instanceof OfOccurrence of)
                || row(of.occurrence()).map(row -> !row.state().isSettled()).orElse(true);
    }

    /** Whether the schedule, as it is now, is known since some moment. */
    public boolean isWatched(Schedule schedule) {
        return watched(schedule).isPresent();
    }

    private Optional<Watched> watched(Schedule schedule) {
        return last(entriesOf(Watched.class).filter(entry -> entry.schedule().equals(schedule.name())))
                .filter(watched ->
                        watched.cron().equals(schedule.cron()) && watched.zone().equals(schedule.zone()));
    }

    /** Starts that are due later than this have no row yet; empty while the schedule is not watched. */
    Optional<Instant> recordedUpTo(Schedule schedule) {
        return watched(schedule).map(watched -> rows.values().stream()
                .filter(row -> !row.byPerson())
                .map(ScheduleRow::occurrence)
                .filter(occurrence -> occurrence.schedule().equals(schedule.name()))
                .map(Occurrence::at)
                .filter(at -> at.isAfter(watched.at()))
                .max(Comparator.naturalOrder())
                .orElse(watched.at()));
    }

    /** Starts of a schedule that came to their time and wait. */
    List<ScheduleRow> waiting(Schedule schedule) {
        return rows.values().stream()
                .filter(row -> row.state() == ScheduleRow.State.WAITING && !row.byPerson())
                .filter(row -> row.occurrence().schedule().equals(schedule.name()))
                .toList();
    }

    /** The pause that counts at this moment. */
    public Optional<Paused> pause(String schedule, Instant moment) {
        return last(entries.stream()
                        .filter(entry -> entry instanceof Paused || entry instanceof Resumed)
                        .filter(entry -> entry.schedule().equals(schedule)))
                .flatMap(entry -> entry instanceof Paused paused ? Optional.of(paused) : Optional.empty())
                .filter(paused -> paused.covers(moment));
    }

    /** What was uploaded for a start before its time. */
    public Optional<Staged> staged(Occurrence occurrence) {
        return last(entriesOf(Staged.class)
                .filter(staged -> staged.schedule().equals(occurrence.schedule())
                        && staged.local().equals(occurrence.local())));
    }

    boolean isChecked(String schedule, LocalDate day) {
        return entriesOf(Checked.class)
                .anyMatch(checked ->
                        checked.schedule().equals(schedule) && checked.day().equals(day));
    }

    /** The last search for problems before a start; empty where there was none. */
    public Optional<Checked> lastCheck(String schedule) {
        return last(
                entriesOf(Checked.class).filter(checked -> checked.schedule().equals(schedule)));
    }

    boolean isReported(String to, LocalDate day) {
        return entriesOf(Reported.class)
                .anyMatch(reported -> reported.to().equals(to) && reported.day().equals(day));
    }

    /** When the last report was made; empty where there was none. */
    public Optional<Instant> lastReport(String to) {
        return last(entriesOf(Reported.class).filter(reported -> reported.to().equals(to)))
                .map(Reported::at);
    }

    /** Digests of artifacts that were refused. */
    public Set<String> refused() {
        return entriesOf(Skipped.class)
                .flatMap(skipped -> skipped.refused().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <T> Optional<T> last(Stream<T> some) {
        return some.reduce((one, later) -> later);
    }
}
