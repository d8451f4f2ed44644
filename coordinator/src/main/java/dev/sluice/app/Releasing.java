package dev.sluice.app;

import dev.sluice.app.NotYet.Effect;
import dev.sluice.app.Project.Scope;
import dev.sluice.app.RefusedException.Reason;
import dev.sluice.artifact.Artifact;
import dev.sluice.artifact.ArtifactLimits;
import dev.sluice.artifact.Exclusion;
import dev.sluice.artifact.InvalidArtifactException;
import dev.sluice.document.Problem;
import dev.sluice.engine.Adoption;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.RolloutListener;
import dev.sluice.engine.Rollouts;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanRequest;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Release;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.Failure;
import dev.sluice.step.ReleaseContent.Compression;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prepares a release so that a person can look at it, and runs it. */
public final class Releasing {
    private final Coordinator coordinator;

    public Releasing(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /**
     * What is to be released, and where.
     *
     * @param id the release's; empty lets the coordinator give one
     */
    public record Order(Path artifact, Optional<ReleaseId> id, Scope scope) {}

    /**
     * A plan and all that a person should know before it is run.
     *
     * @param notYet keys of the two files that have no effect yet
     * @param notes what was put right in the artifact
     * @param adoptions hosts whose live release gets the endpoint first
     */
    public record Prepared(
            RolloutPlan plan,
            Artifact artifact,
            Survey survey,
            List<Problem> notYet,
            List<String> notes,
            List<HostName> adoptions) {}

    /**
     * Reads the artifact, asks the hosts and makes the plan. Changes nothing anywhere.
     *
     * @throws RefusedException with every reason not to begin
     */
    public Prepared prepare(Order order) throws RefusedException {
        refuseNotYet();
        coordinator.checkKeys();
        var artifact = open(order.artifact());
        var targets = targets(order.scope());
        var survey = coordinator.survey(targets.stream().flatMap(List::stream).toList());
        var failures = new Preflight(coordinator.fleet(), artifact.manifest().bytes()).failures(survey);
        refuse(failures);
        return new Prepared(
                plan(order, artifact, targets, survey),
                artifact,
                survey,
                NotYet.in(coordinator.project(), Effect.TOLD),
                artifact.notes(),
                adoptions(survey));
    }

    /** Runs what was prepared. The caller holds the fleet's lock. */
    public Rollouts.Ended run(Prepared prepared, RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        var content = new ArtifactContent(
                prepared.artifact(),
                compression(prepared.survey()),
                coordinator.time().now());
        return coordinator.rollouts(Optional.of(content)).start(prepared.plan(), listener);
    }

    private void refuseNotYet() throws RefusedException {
        var refused = NotYet.in(coordinator.project(), Effect.REFUSED);
        if (!refused.isEmpty()) {
            throw new RefusedException(
                    Reason.INVALID,
                    refused.stream().map(Problem::toString).toList(),
                    "take these keys out for as long as they have no function, if the release is right without them");
        }
    }

    private Artifact open(Path path) throws RefusedException {
        try {
            var exclusion =
                    Exclusion.of(coordinator.project().playbook().release().exclude());
            return Artifact.open(path, exclusion, ArtifactLimits.defaults());
        } catch (InvalidArtifactException e) {
            throw new RefusedException(
                    Reason.INVALID, String.valueOf(e.getMessage()).lines().toList(), "no host was touched");
        }
    }

    private List<List<Host>> targets(Scope scope) throws RefusedException {
        var targets = coordinator.project().targets(scope);
        if (targets.isEmpty()) {
            throw new RefusedException(
                    Reason.USAGE, List.of("no host is left to release to"), "look at --limit and --exclude");
        }
        return targets;
    }

    static void refuse(Map<HostName, Failure> failures) throws RefusedException {
        if (failures.isEmpty()) {
            return;
        }
        var locked = failures.values().stream().allMatch(failure -> failure.kind() == Failure.Kind.LOCKED);
        throw new RefusedException(
                locked ? Reason.LOCKED : Reason.PREFLIGHT,
                Survey.group(failures),
                (failures.size() == 1 ? "1 host is" : failures.size() + " hosts are")
                        + " not ready; nothing was changed");
    }

    private RolloutPlan plan(Order order, Artifact artifact, List<List<Host>> targets, Survey survey) {
        var now = coordinator.time().now();
        var manifest = artifact.manifest();
        var id = order.id().orElseGet(() -> ReleaseId.at(now, manifest.digest()));
        var files = (int) manifest.entries().stream()
                .filter(entry -> entry.type() == dev.sluice.artifact.Manifest.Type.FILE)
                .count();
        var links = new HashMap<HostName, String>();
        survey.facts().forEach((host, facts) -> links.put(host, facts.target()));
        return Planner.plan(new PlanRequest(
                RolloutId.of(coordinator.randomBits()),
                Purpose.RELEASE,
                coordinator.project().inventory(),
                coordinator.project().playbook(),
                coordinator.project().playbook().strategy(),
                new Release(id, manifest.digest(), files, manifest.bytes()),
                targets,
                links,
                Map.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                now,
                coordinator.actor(),
                coordinator.seed()));
    }

    private List<HostName> adoptions(Survey survey) {
        return survey.hosts().stream()
                .filter(host -> Adoption.needed(survey.facts().get(host.name()), coordinator.endpointFiles(host)))
                .map(Host::name)
                .toList();
    }

    private static Compression compression(Survey survey) {
        return survey.facts().values().stream()
                        .allMatch(facts -> facts.machine().tools().contains("gzip"))
                ? Compression.GZIP
                : Compression.NONE;
    }
}
