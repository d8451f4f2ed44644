package dev.sluice.operation;

import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.operation.Notice.Kind;
import dev.sluice.operation.RolloutChoice.Reach;
import dev.sluice.plan.RolloutId;
import dev.sluice.readiness.RefusedException;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.schedule.Openings;
import dev.sluice.schedule.ScheduleEntry;
import dev.sluice.schedule.ScheduleRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts that a process left when it ended: the record of the rollout shows what became of them. What a crash left in the middle is continued in the
 * same occurrence of its window; what a signal ended, or a person paused, waits for a person.
 */
final class UnsettledStarts {
    private final Fleet fleet;
    private final Front front;
    private final ScheduleJournal journal;
    private final Slots slots;

    UnsettledStarts(Fleet fleet, Front front, ScheduleJournal journal, Slots slots) {
        this.fleet = fleet;
        this.front = front;
        this.journal = journal;
        this.slots = slots;
    }

    /** Settles all of them, and returns what became of rollouts that were continued. */
    List<RolloutResult> settle() throws JournalException, InterruptedException {
        var results = new ArrayList<RolloutResult>();
        for (var row : journal.rows().all()) {
            if (row.byPerson() && row.state() == ScheduleRow.State.WAITING) {
                journal.skipped(row.occurrence(), "the process that was to start it ended", Optional.empty());
            }
            if (row.state() == ScheduleRow.State.STARTING) {
                settle(row).ifPresent(results::add);
            }
        }
        return results;
    }

    private Optional<RolloutResult> settle(ScheduleRow row) throws JournalException, InterruptedException {
        var id = row.rollout().orElseThrow();
        if (fleet.store().find(id.value()).isEmpty()) {
            if (row.byPerson()) {
                journal.skipped(row.occurrence(), "the process that was to start it ended", Optional.empty());
            } else {
                journal.waiting(row.occurrence(), Optional.empty());
            }
            return Optional.empty();
        }
        var record = fleet.store().read(id);
        if (!isLeft(record)) {
            journal.started(row.occurrence(), id, record.state());
            return Optional.empty();
        }
        return resume(row, record);
    }

    /** The process ended in the middle of it: it was neither over, nor did it wait for a person. */
    private static boolean isLeft(RecordedRollout record) {
        var phase = record.state().phase();
        return (phase == RolloutPhase.RUNNING || phase == RolloutPhase.FAILING)
                && record.state().unknownTasks().isEmpty();
    }

    private Optional<RolloutResult> resume(ScheduleRow row, RecordedRollout record)
            throws JournalException, InterruptedException {
        var id = record.plan().id();
        if (!mayContinue(record)) {
            waits(row, id, "the window in which it was started is over");
            return Optional.empty();
        }
        var slot = slots.take();
        try (slot) {
            var choice = new RolloutChoice(Optional.of(id.value()), Reach.THIS_FLEET);
            var order = new ResumeOperation.Order(Map.of(), missing(row, record), fleet.actor(), Optional.empty());
            var result = new ResumeOperation(fleet, front, choice).run(order);
            journal.started(row.occurrence(), id, fleet.store().read(id).state());
            return Optional.of(result);
        } catch (RefusedException e) {
            waits(row, id, ScheduledRelease.words(e));
        } catch (LockedException e) {
            // Another process works on it: its record shows later what became of it.
            journal.notice(Kind.TROUBLE, row.occurrence().schedule(), String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** What is being reverted is reverted at any time. */
    private boolean mayContinue(RecordedRollout record) {
        var plan = record.plan();
        return record.state().phase() == RolloutPhase.FAILING
                || plan.playbook().window().isEmpty()
                || new Openings(plan.playbook().window())
                        .isSame(
                                plan.createdAt(),
                                fleet.time().now(),
                                fleet.time().now());
    }

    private void waits(ScheduleRow row, RolloutId id, String why) throws JournalException {
        var start = row.occurrence();
        journal.append(new ScheduleEntry.Started(
                fleet.time().now(), start.schedule(), start.local(), start.at(), id, "left unfinished"));
        journal.notice(
                Kind.LEFT,
                start.schedule(),
                "rollout " + id + " was left unfinished, and waits for a person (" + why + "): "
                        + String.join("; ", PendingRollout.next(id, RolloutPhase.RUNNING)));
    }

    /** What hosts still lack; empty where every host has the release. */
    private static Optional<ArtifactLocation> missing(ScheduleRow row, RecordedRollout record) {
        var plan = record.plan();
        var lacks = plan.release().files() > 0
                && plan.hosts().stream()
                        .anyMatch(host -> record.state().host(host.name()).phase() == HostPhase.PLANNED);
        return lacks && row.last() instanceof ScheduleEntry.Starting starting
                ? Optional.of(new ArtifactLocation.Local(Path.of(starting.artifact())))
                : Optional.empty();
    }
}
