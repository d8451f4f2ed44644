package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.readiness.RefusedException;
import dev.sluice.schedule.Agenda;
import dev.sluice.schedule.Decision;
import dev.sluice.schedule.Decision.Miss;
import dev.sluice.schedule.Decision.Skip;
import dev.sluice.schedule.Decision.Start;
import dev.sluice.schedule.Occurrence;
import dev.sluice.schedule.ScheduleEntry.Watched;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Does what the schedules of a fleet want now: starts what is due, continues what a crash left, and prepares what comes. It waits for nothing but the
 * artifact of a start, and for that no longer than the playbook has it. Command line and daemon use it alike.
 */
public final class ScheduleOperation {
    private final Fleet fleet;
    private final Front front;
    private final ScheduleJournal journal;
    private final ScheduledRelease release;
    private final UnsettledStarts unsettled;
    private final StartPreparations preparations;
    private final ScheduleConditions conditions;

    public ScheduleOperation(Fleet fleet, Front front, ScheduleConditions conditions) {
        this.fleet = fleet;
        this.front = front;
        this.conditions = conditions;
        this.journal = new ScheduleJournal(fleet, conditions.notices());
        this.release = new ScheduledRelease(fleet, front, journal, conditions);
        this.unsettled = new UnsettledStarts(fleet, front, journal, conditions.slots());
        this.preparations = new StartPreparations(fleet, front, journal);
    }

    /**
     * Does everything that is due.
     *
     * @return what became of the rollouts that were run
     * @throws LockedException when another process starts what is due for this fleet
     */
    public List<RolloutResult> run() throws LockedException, JournalException, InterruptedException {
        fleet.kept().outbox().deliver();
        var turn = fleet.schedules().take(fleet.name());
        try (turn) {
            watch();
            var results = new ArrayList<RolloutResult>();
            applyEndedHold(results);
            new HoldReminder(fleet).send();
            results.addAll(unsettled.settle());
            due(results);
            if (conditions.isCurrent().getAsBoolean()) {
                preparations.run();
            }
            due(results);
            new DailyReports(fleet, journal).run();
            return results;
        }
    }

    /** A hold that has ended is applied before anything else, whoever started its rollout. */
    private void applyEndedHold(List<RolloutResult> results) throws JournalException, InterruptedException {
        try {
            new ExpiredHolds(fleet, front).apply().ifPresent(results::add);
        } catch (RefusedException e) {
            front.note("a hold has ended, and nothing could be done: " + ScheduledRelease.words(e));
        } catch (LockedException e) {
            // Whoever works on the fleet applies it.
        }
    }

    /** What a schedule would have started before it was known is nothing that was missed. */
    private void watch() throws JournalException {
        for (var schedule : agenda().unwatched(journal.rows())) {
            journal.append(new Watched(fleet.time().now(), schedule.name(), schedule.cron(), schedule.zone()));
        }
    }

    private Agenda agenda() {
        return new Agenda(fleet.project().playbook());
    }

    /** What becomes due meanwhile is left to the next time, so that it ends. */
    private void due(List<RolloutResult> results) throws JournalException, InterruptedException {
        var until = fleet.time().now();
        while (fleet.interruption().signal().isEmpty() && conditions.isCurrent().getAsBoolean()) {
            var start = first(agenda().due(journal.rows(), fleet.time().now()));
            if (start.filter(next -> !next.occurrence().at().isAfter(until)).isEmpty()) {
                return;
            }
            try {
                release.start(start.get(), Optional.empty()).ifPresent(results::add);
            } catch (RefusedException e) {
                // Its row has the reason, and it was reported.
            }
        }
    }

    /** Records what is not started, and returns the first that is. */
    private Optional<Start> first(List<Decision> decisions) throws JournalException {
        Optional<Start> first = Optional.empty();
        for (var decision : decisions) {
            if (decision instanceof Skip skip) {
                journal.skipped(skip.occurrence(), skip.reason(), Optional.empty());
            } else if (decision instanceof Miss miss) {
                journal.missed(miss.occurrence(), miss.reason());
            } else if (decision instanceof Start start && first.isEmpty()) {
                first = Optional.of(start);
            }
        }
        return first;
    }

    /**
     * Starts a schedule now, as a person wants it, with the newest artifact; it waits for none.
     *
     * @return empty where a signal came first
     * @throws RefusedException when there is no such schedule, or why nothing was started, which is recorded
     */
    public Optional<RolloutResult> trigger(String name)
            throws RefusedException, LockedException, JournalException, InterruptedException {
        var turn = fleet.schedules().take(fleet.name());
        try (turn) {
            var schedule = PauseScheduleOperation.schedule(fleet, name);
            watch();
            unsettled.settle();
            var now = fleet.time().now();
            var local = LocalDateTime.ofInstant(now, schedule.zone()).truncatedTo(ChronoUnit.MILLIS);
            var start = new Start(new Occurrence(name, local, now.truncatedTo(ChronoUnit.MILLIS)), schedule, now);
            return release.start(start, Optional.of(fleet.actor()));
        }
    }
}
