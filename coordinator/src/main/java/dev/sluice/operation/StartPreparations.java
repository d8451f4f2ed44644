package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.operation.ArtifactSearch.Chosen;
import dev.sluice.operation.Notice.Kind;
import dev.sluice.plan.Release;
import dev.sluice.readiness.Preflight;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.Outcome;
import dev.sluice.schedule.Preparations;
import dev.sluice.schedule.Preparations.Preparation;
import dev.sluice.schedule.ScheduleEntry.Checked;
import dev.sluice.schedule.ScheduleEntry.Staged;
import java.util.List;
import java.util.Optional;

/** What is done before the time of a start: problems are searched by day, and the release is uploaded early. */
final class StartPreparations {
    private final Fleet fleet;
    private final Front front;
    private final ScheduleJournal journal;
    private final Preparations preparations;

    StartPreparations(Fleet fleet, Front front, ScheduleJournal journal) {
        this.fleet = fleet;
        this.front = front;
        this.journal = journal;
        this.preparations = new Preparations(fleet.project().playbook().schedule());
    }

    void run() throws JournalException, InterruptedException {
        var now = fleet.time().now();
        for (var check : preparations.checks(journal.rows(), now)) {
            check(check);
        }
        for (var stage : preparations.stages(journal.rows(), now)) {
            stage(stage);
        }
    }

    private void check(Preparation check) throws JournalException {
        var name = check.schedule().name();
        int problems = 0;
        try {
            checkAll(check);
        } catch (RefusedException e) {
            problems = e.lines().size();
            journal.notice(
                    Kind.PROBLEMS,
                    name,
                    "the start of " + check.occurrence().local() + " would be refused: " + ScheduledRelease.words(e));
        }
        journal.append(
                new Checked(fleet.time().now(), name, check.occurrence().local().toLocalDate(), problems));
    }

    /** Makes a plan where there is an artifact; its time does not count yet. */
    private void checkAll(Preparation check) throws RefusedException {
        var search = new ArtifactSearch(fleet, check.schedule());
        var newest = search.newest();
        if (newest.isPresent()) {
            new ReleasePreparation(fleet)
                    .prepare(new ReleaseOrder(newest, search.digest(), Optional.empty(), List.of(), Optional.empty()));
            return;
        }
        fleet.placement().checkKeys();
        var survey = fleet.survey(fleet.hosts());
        Preflight.refuse(new Preflight(fleet.name(), 0).releaseFailures(survey));
    }

    /** Without an artifact that may be taken it is tried again, until the start itself. */
    private void stage(Preparation stage) throws JournalException, InterruptedException {
        var search = new ArtifactSearch(fleet, stage.schedule());
        try {
            if (search.search(fleet.time().now(), journal.rows()) instanceof Chosen chosen) {
                stage(stage, chosen, search);
            }
        } catch (RefusedException e) {
            refused(stage, e);
        } catch (LockedException e) {
            front.note(String.valueOf(e.getMessage()));
        }
    }

    /** People were notified of a freeze when it began. */
    private void refused(Preparation stage, RefusedException why) throws JournalException {
        var words = ScheduledRelease.words(why);
        if (why.reason() == Reason.FROZEN) {
            append(stage, Optional.empty(), words);
        } else {
            staged(stage, Optional.empty(), words);
        }
    }

    private void stage(Preparation stage, Chosen chosen, ArtifactSearch search)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        var order = new ReleaseOrder(
                Optional.of(chosen.location()), search.digest(), Optional.empty(), List.of(), Optional.empty());
        var result = new StageOperation(fleet, front).run(order);
        if (!(result instanceof RolloutResult.Ran ran)) {
            return;
        }
        var plan = ran.ended().plan();
        var isStaged =
                ran.ended().state().outcome().filter(Outcome.SUCCEEDED::equals).isPresent();
        staged(
                stage,
                isStaged ? Optional.of(plan.release()) : Optional.empty(),
                isStaged ? "uploaded" : "rollout " + plan.id() + " did not upload it everywhere");
    }

    private void append(Preparation stage, Optional<Release> release, String words) throws JournalException {
        var start = stage.occurrence();
        journal.append(new Staged(
                fleet.time().now(),
                start.schedule(),
                start.local(),
                release.map(Release::id),
                release.map(Release::digest),
                words));
    }

    private void staged(Preparation stage, Optional<Release> release, String words) throws JournalException {
        append(stage, release, words);
        if (release.isEmpty()) {
            journal.notice(
                    Kind.PROBLEMS,
                    stage.schedule().name(),
                    "the release of " + stage.occurrence().local() + " was not uploaded before its time: " + words);
        }
    }
}
