package dev.sluice.operation;

import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.artifact.Provenance;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.operation.Proposal.Deed;
import dev.sluice.plan.HostPlan;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.HoldExpiry;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.TaskEvent.TaskJudged.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Continues a rollout that was paused, whose process ended, or whose hold has ended. What is in doubt is asked of the hosts first. */
public final class ResumeOperation {
    private final Fleet fleet;
    private final Front front;
    private final SteeredRollout rollout;

    public ResumeOperation(Fleet fleet, Front front, RolloutChoice choice) {
        this.fleet = fleet;
        this.front = front;
        this.rollout = new SteeredRollout(fleet, front::note, choice);
    }

    /**
     * How it continues.
     *
     * @param decisions on tasks whose result is unknown, by their names
     * @param artifact what the release was made from, for hosts that do not have it yet
     * @param by who continues it
     * @param accepted why a person accepts that the playbook is another one here
     * @param override why it continues although the window is closed
     */
    public record Order(
            Map<String, Verdict> decisions,
            Optional<ArtifactLocation> artifact,
            String by,
            Optional<String> accepted,
            Optional<String> override) {
        /** One that obeys the window. */
        public Order(
                Map<String, Verdict> decisions,
                Optional<ArtifactLocation> artifact,
                String by,
                Optional<String> accepted) {
            this(decisions, artifact, by, accepted, Optional.empty());
        }

        public Order {
            decisions = Map.copyOf(decisions);
        }
    }

    /** @throws RefusedException when it waits for promotion, an artifact is missing, or its record names what the files here do not */
    public RolloutResult run(Order order)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        return rollout.steer((found, lock) -> {
            var record = found.record();
            var takeover = new Takeover(fleet, front, found);
            var by = Acceptance.words(order.by(), order.accepted());
            if (record.state().phase() == RolloutPhase.HELD) {
                var ended = new HoldExpiry(record.plan())
                        .over(record.state(), fleet.time().now());
                return takeover.holdEnded(
                        ended.orElseThrow(
                                () -> SteeredRollout.misfit(record, "waits for promotion, not to be resumed")),
                        order.accepted(),
                        by,
                        lock);
            }
            var missing = missing(record, order.artifact());
            refuseDecisions(record, order.decisions().keySet());
            var going = takeover.goingOn(order.accepted());
            takeover.refuseRestricted(going, order.override());
            takeover.refuseChanged(going);
            try (var uploads = new Uploads(missing)) {
                return takeover.run(
                        Deed.RESUME,
                        going,
                        uploads.content(),
                        lock,
                        (rollouts, plan, listener) ->
                                rollouts.resume(plan.id(), by, order.decisions(), order.override(), listener));
            }
        });
    }

    /** Refuses a decision on a task whose result is not in question: it may be running, or over. */
    private static void refuseDecisions(RecordedRollout record, Set<String> tasks) throws RefusedException {
        var unknown = record.state().unknownTasks().keySet();
        var wrong =
                tasks.stream().filter(task -> !unknown.contains(task)).sorted().toList();
        if (!wrong.isEmpty()) {
            throw new RefusedException(
                    Reason.USAGE,
                    wrong.stream()
                            .map(task -> "rollout " + record.plan().id() + " has no task '" + task
                                    + "' whose result is unknown")
                            .toList(),
                    unknown.isEmpty()
                            ? "sluice resume " + record.plan().id() + " asks the hosts what became of their tasks"
                            : "those are: '" + String.join("', '", unknown) + "'");
        }
    }

    private static void refuseNeedless(RecordedRollout record, Optional<ArtifactLocation> artifact)
            throws RefusedException {
        if (artifact.isPresent()) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("--artifact cannot apply: every host of rollout "
                            + record.plan().id() + " has release "
                            + record.plan().release().id()),
                    "run the same command without --artifact");
        }
    }

    /** What hosts still lack that were not staged when the rollout was left; empty where none lacks anything. */
    private Optional<ArtifactContent> missing(RecordedRollout record, Optional<ArtifactLocation> artifact)
            throws RefusedException {
        var plan = record.plan();
        var unstaged = plan.hosts().stream()
                .map(HostPlan::host)
                .filter(host -> record.state().host(host.name()).phase() == HostPhase.PLANNED)
                .toList();
        if (unstaged.isEmpty() || plan.release().files() == 0) {
            refuseNeedless(record, artifact);
            return Optional.empty();
        }
        if (artifact.isEmpty()) {
            throw new RefusedException(
                    Reason.PREFLIGHT,
                    List.of("rollout " + plan.id() + " was left before " + Takeover.names(unstaged) + " had release "
                            + plan.release().id()),
                    "nothing was switched: sluice resume " + plan.id()
                            + " --artifact A continues, with what it was made" + " from; sluice abort --leave "
                            + plan.id()
                            + " ends it");
        }
        var artifacts = new ReleaseArtifacts(fleet);
        var opened = artifacts.open(artifact, Provenance.Digest.WHEN_THERE).orElseThrow();
        ReleaseArtifacts.refuseOther(
                opened, plan.release().id(), plan.release().digest(), "the rollout of another one is not this one");
        return Optional.of(artifacts.content(opened));
    }
}
