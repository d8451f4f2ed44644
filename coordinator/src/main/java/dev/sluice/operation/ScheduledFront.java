package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.RolloutListener;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.schedule.Occurrence;
import java.time.Instant;
import java.util.List;

/**
 * A schedule decides in the place of a person: a release that is older than what some host serves is not started, whoever released that. What is
 * approved is recorded before anything is changed.
 */
final class ScheduledFront implements Front {
    private final ScheduleJournal journal;
    private final Front outer;
    private final Occurrence start;
    private final ArtifactSearch.Chosen artifact;

    /** @param outer who approves too, listens, and hears notes */
    ScheduledFront(ScheduleJournal journal, Front outer, Occurrence start, ArtifactSearch.Chosen artifact) {
        this.journal = journal;
        this.outer = outer;
        this.start = start;
        this.artifact = artifact;
    }

    @Override
    public void approve(Proposal proposal) throws RefusedException {
        var plan = proposal.plan();
        for (var host : plan.hosts()) {
            refuseOlder(host);
        }
        outer.approve(proposal);
        try {
            journal.starting(start, plan.id(), artifact);
        } catch (JournalException e) {
            throw new RefusedException(
                    Reason.LOCKED, List.of(String.valueOf(e.getMessage())), "nothing was changed on any host");
        }
    }

    private void refuseOlder(HostPlan host) throws RefusedException {
        var newer = host.previous()
                .flatMap(ReleaseId::time)
                .filter(released -> released.isAfter(second(artifact.file().modified())));
        if (newer.isPresent()) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of(artifact.file().path() + " is from "
                            + second(artifact.file().modified()) + ", and " + host.name()
                            + " serves a release of " + newer.get() + ": "
                            + host.previous().map(ReleaseId::value).orElse("")),
                    "a person can release it: sluice release --artifact "
                            + artifact.file().path());
        }
    }

    private static Instant second(Instant moment) {
        return Instant.ofEpochSecond(moment.getEpochSecond());
    }

    @Override
    public RolloutListener listen(RolloutPlan plan) throws RefusedException {
        return outer.listen(plan);
    }

    @Override
    public void doing(String what) {
        outer.doing(what);
    }

    @Override
    public void note(String note) {
        outer.note(note);
    }
}
