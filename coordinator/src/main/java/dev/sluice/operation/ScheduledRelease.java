package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.operation.ArtifactSearch.Chosen;
import dev.sluice.operation.ArtifactSearch.None;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.schedule.ArtifactRule;
import dev.sluice.schedule.Decision.Start;
import dev.sluice.schedule.ScheduleEntry.Paused;
import dev.sluice.schedule.ScheduleEntry.Staged;
import dev.sluice.schedule.ScheduleRows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One start of a schedule: waits for its artifact, releases it, and records what became of it, whatever that is. */
final class ScheduledRelease {
    private final Fleet fleet;
    private final Front front;
    private final ScheduleJournal journal;
    private final ScheduleConditions conditions;

    ScheduledRelease(Fleet fleet, Front front, ScheduleJournal journal, ScheduleConditions conditions) {
        this.fleet = fleet;
        this.front = front;
        this.journal = journal;
        this.conditions = conditions;
    }

    /**
     * Starts it; empty where nothing was started, which is recorded, or it still waits where a signal came, or the files changed.
     *
     * @param by who triggered it; empty where its time did
     * @throws RefusedException why nothing was started, which is recorded
     */
    Optional<RolloutResult> start(Start start, Optional<String> by)
            throws RefusedException, JournalException, InterruptedException {
        var occurrence = start.occurrence();
        if (journal.rows().row(occurrence).isEmpty()) {
            journal.waiting(occurrence, by);
        }
        var artifact = await(start);
        return artifact.isPresent() ? release(start, artifact.get()) : Optional.empty();
    }

    private Optional<Chosen> await(Start start) throws RefusedException, JournalException, InterruptedException {
        var search = new ArtifactSearch(fleet, start.schedule());
        while (fleet.interruption().signal().isEmpty() && conditions.isCurrent().getAsBoolean()) {
            var now = fleet.time().now();
            var rows = journal.rows();
            var pause = rows.pause(start.schedule().name(), now);
            if (pause.isPresent()) {
                throw skipped(
                        start,
                        new RefusedException(
                                Reason.USAGE, List.of(paused(pause.get())), "sluice schedule resume ends the pause"));
            }
            refuseFrozen(start);
            var found = search(start, search, rows);
            if (found instanceof Chosen chosen) {
                return Optional.of(chosen);
            }
            if (found instanceof None none && !now.isBefore(start.latest())) {
                throw skipped(
                        start,
                        new RefusedException(
                                Reason.PREFLIGHT,
                                List.of(none.reason()),
                                "a person can release one: sluice release --artifact A"));
            }
            var left = Duration.between(now, start.latest());
            fleet.time().pause(left.compareTo(ArtifactRule.interval()) < 0 ? left : ArtifactRule.interval());
        }
        return Optional.empty();
    }

    /** By what this machine knows: hosts are asked before the rollout. */
    private void refuseFrozen(Start start) throws RefusedException, JournalException {
        try {
            fleet.restrictions().refuseKnownFreeze();
        } catch (RefusedException e) {
            throw skipped(start, e);
        }
    }

    private ArtifactSearch.Found search(Start start, ArtifactSearch search, ScheduleRows rows)
            throws RefusedException, JournalException {
        try {
            return search.search(fleet.time().now(), rows);
        } catch (RefusedException e) {
            throw skipped(start, e);
        }
    }

    private static String paused(Paused pause) {
        return "the schedule is paused by " + pause.by() + ": " + pause.reason();
    }

    /** Records why nothing is started. */
    private RefusedException skipped(Start start, RefusedException why) throws JournalException {
        if (why.reason() == Reason.FROZEN) {
            journal.frozen(start.occurrence(), words(why));
        } else {
            journal.skipped(start.occurrence(), words(why), Optional.empty());
        }
        return why;
    }

    private Optional<RolloutResult> release(Start start, Chosen artifact)
            throws RefusedException, JournalException, InterruptedException {
        var occurrence = start.occurrence();
        var slot = conditions.slots().take();
        try (slot) {
            var scheduled = new ScheduledFront(journal, front, occurrence, artifact);
            var result = new ReleaseOperation(fleet, scheduled).run(order(start, artifact));
            if (result instanceof RolloutResult.Ran ran) {
                journal.started(occurrence, ran.ended().plan().id(), ran.ended().state());
            } else {
                journal.skipped(occurrence, "every host serves it already", Optional.empty());
            }
            return Optional.of(result);
        } catch (RefusedException e) {
            if (e.reason() == Reason.FROZEN) {
                throw skipped(start, e);
            }
            journal.skipped(
                    occurrence, words(e), isOfArtifact(e.reason()) ? Optional.of(artifact.digest()) : Optional.empty());
            throw e;
        } catch (LockedException e) {
            var locked = new RefusedException(
                    Reason.LOCKED, List.of(String.valueOf(e.getMessage())), "sluice status shows what runs");
            throw skipped(start, locked);
        }
    }

    /** Whether the same content would be refused again as far as is known, so that only a person starts it. */
    private static boolean isOfArtifact(Reason reason) {
        return reason == Reason.INVALID || reason == Reason.PREFLIGHT;
    }

    /** What was uploaded before under its own id is not uploaded again. */
    private ReleaseOrder order(Start start, Chosen artifact) throws JournalException {
        var staged = journal.rows()
                .staged(start.occurrence())
                .filter(entry ->
                        entry.digest().filter(artifact.digest()::equals).isPresent())
                .flatMap(Staged::release);
        var digest = new ArtifactSearch(fleet, start.schedule()).digest();
        return new ReleaseOrder(
                Optional.of(artifact.location()),
                digest,
                staged,
                List.of(),
                Optional.empty(),
                ReleaseOrder.Starter.SCHEDULE);
    }

    static String words(RefusedException refused) {
        return String.join("; ", refused.lines());
    }
}
