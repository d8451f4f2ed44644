package dev.sluice.app;

import dev.sluice.app.NotYet.Effect;
import dev.sluice.app.Project.Scope;
import dev.sluice.app.RefusedException.Reason;
import dev.sluice.artifact.Artifact;
import dev.sluice.artifact.ArtifactLimits;
import dev.sluice.artifact.Exclusion;
import dev.sluice.artifact.InvalidArtifactException;
import dev.sluice.artifact.Provenance;
import dev.sluice.document.HomePath;
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
import dev.sluice.step.ReleaseContent;
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
     * @param artifact empty for a release that every host has already, by its id
     * @param digest whether a digest file has to lie beside the artifact
     * @param id the release's; empty lets the coordinator give one
     */
    public record Order(Optional<Path> artifact, Provenance.Digest digest, Optional<ReleaseId> id, Scope scope) {}

    /**
     * A plan and all that a person should know before it is run.
     *
     * @param artifact empty where every host has the release already
     * @param notYet keys of the two files that have no effect yet
     * @param notes what was put right in the artifact
     * @param adoptions hosts whose live release gets the endpoint first
     */
    public record Prepared(
            RolloutPlan plan,
            Optional<Artifact> artifact,
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
        return prepare(order, Purpose.RELEASE);
    }

    /**
     * The same for a rollout that stops when every host has the release.
     *
     * @throws RefusedException with every reason not to begin
     */
    public Prepared prepareStage(Order order) throws RefusedException {
        return prepare(order, Purpose.STAGE);
    }

    private Prepared prepare(Order order, Purpose purpose) throws RefusedException {
        refuseNotYet();
        coordinator.checkKeys();
        var artifact = open(order);
        var targets = targets(order.scope());
        var survey = coordinator.survey(targets.stream().flatMap(List::stream).toList());
        var failures = new Preflight(coordinator.fleet(), bytes(artifact)).failures(survey);
        var release = release(order, artifact, survey, failures);
        refuse(failures);
        return prepared(plan(purpose, release, targets, survey), artifact, survey);
    }

    /**
     * Reads a plan that {@link #write} kept, and asks the hosts whether the world is still the one that it was made for.
     *
     * @throws RefusedException with every difference, and when it was run already
     */
    public Prepared prepare(Path planFile, Provenance.Digest digest) throws RefusedException, JournalException {
        refuseNotYet();
        coordinator.checkKeys();
        var bound = new PlanFile(coordinator.project()).read(planFile);
        refuseUsed(bound.plan().id());
        var path = bound.artifact().map(source -> Path.of(source.path()));
        var artifact = open(new Order(path, digest, Optional.empty(), Scope.ALL));
        if (artifact.isPresent()) {
            PlanFile.check(bound, artifact.get());
        }
        var survey = coordinator.survey(PlanFile.hosts(bound.plan()));
        refuse(new Preflight(coordinator.fleet(), bytes(artifact)).failures(survey));
        PlanFile.check(bound, survey);
        return prepared(bound.plan(), artifact, survey);
    }

    /** Keeps a plan, bound to the world as it is, for {@link #prepare(Path, Provenance.Digest)}. */
    public void write(Path planFile, Prepared prepared) throws RefusedException {
        new PlanFile(coordinator.project()).write(planFile, prepared);
    }

    private void refuseUsed(RolloutId id) throws RefusedException, JournalException {
        if (!coordinator.store().find(id.value()).isEmpty()) {
            throw new RefusedException(
                    Reason.PREFLIGHT,
                    List.of("this plan was run already, as rollout " + id),
                    "a plan is run once; make a new one: sluice plan --out FILE");
        }
    }

    private Prepared prepared(RolloutPlan plan, Optional<Artifact> artifact, Survey survey) {
        return new Prepared(
                plan,
                artifact,
                survey,
                NotYet.in(coordinator.project(), Effect.TOLD),
                artifact.map(Artifact::notes).orElse(List.of()),
                adoptions(survey));
    }

    /** Runs what was prepared. The caller holds the fleet's lock. */
    public Rollouts.Ended run(Prepared prepared, RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        var content = prepared.artifact()
                .<ReleaseContent>map(artifact -> new ArtifactContent(
                        artifact,
                        compression(prepared.survey()),
                        coordinator.time().now()));
        return coordinator.rollouts(content).start(prepared.plan(), listener);
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

    private Optional<Artifact> open(Order order) throws RefusedException {
        if (order.artifact().isEmpty()) {
            return Optional.empty();
        }
        var release = coordinator.project().playbook().release();
        var provenance = new Provenance(order.digest(), release.signedBy().map(HomePath::expand));
        try {
            return Optional.of(Artifact.open(
                    order.artifact().get(), Exclusion.of(release.exclude()), ArtifactLimits.defaults(), provenance));
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

    /** Of a staged one only the hosts know what is in it; those that do not have it join the failures. */
    private Release release(Order order, Optional<Artifact> artifact, Survey survey, Map<HostName, Failure> failures) {
        if (artifact.isEmpty()) {
            var id = order.id().orElseThrow(() -> new IllegalArgumentException("neither an artifact nor a release"));
            var staged = StagedRelease.of(id, survey);
            failures.putAll(staged.failures());
            return new Release(id, staged.digest(), 0, 0);
        }
        var manifest = artifact.get().manifest();
        var id = order.id().orElseGet(() -> ReleaseId.at(coordinator.time().now(), manifest.digest()));
        failures.putAll(StagedRelease.conflicts(id, manifest.digest(), survey));
        var files = (int) manifest.entries().stream()
                .filter(entry -> entry.type() == dev.sluice.artifact.Manifest.Type.FILE)
                .count();
        return new Release(id, manifest.digest(), files, manifest.bytes());
    }

    private static long bytes(Optional<Artifact> artifact) {
        return artifact.map(opened -> opened.manifest().bytes()).orElse(0L);
    }

    private RolloutPlan plan(Purpose purpose, Release release, List<List<Host>> targets, Survey survey) {
        var now = coordinator.time().now();
        var links = new HashMap<HostName, String>();
        survey.facts().forEach((host, facts) -> links.put(host, facts.target()));
        return Planner.plan(new PlanRequest(
                RolloutId.of(coordinator.randomBits()),
                purpose,
                coordinator.project().inventory(),
                coordinator.project().playbook(),
                coordinator.project().playbook().strategy(),
                release,
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
