package dev.sluice.app;

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
import dev.sluice.plan.Waiver;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.Strategy;
import dev.sluice.rollout.Failure;
import dev.sluice.step.ReleaseContent;
import dev.sluice.step.ReleaseContent.Compression;
import java.nio.file.Path;
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
     * @param waivers what of the playbook is waived
     * @param until the batch after which a person is waited for
     */
    public record Order(
            Optional<Path> artifact,
            Provenance.Digest digest,
            Optional<ReleaseId> id,
            Scope scope,
            List<Waiver> waivers,
            Optional<Integer> until) {
        public Order {
            waivers = List.copyOf(waivers);
        }
    }

    /**
     * A plan and all that a person should know before it is run.
     *
     * @param artifact empty where every host has the release already
     * @param notYet keys of the two files that have no effect yet
     * @param notes what was put right in the artifact
     * @param adoptions hosts whose live release is adopted first: it gets a marker, and the endpoint
     * @param wayBack whether each host could go back
     * @param window until when it is open, or when it opens; empty without a window
     */
    public record Prepared(
            RolloutPlan plan,
            Optional<Artifact> artifact,
            Survey survey,
            List<Problem> notYet,
            List<String> notes,
            List<HostName> adoptions,
            WayBack wayBack,
            Optional<String> window) {}

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

    /**
     * Refuses to start outside the window; a plan, or bringing a release to hosts, asks for none.
     *
     * @throws RefusedException with when it opens
     */
    public void refuseOutsideWindow(Order order) throws RefusedException {
        var waivers = new Waivers(order.waivers());
        var playbook = waivers.applyTo(coordinator.project().playbook());
        refuseOutsideWindow(playbook, waivers.strategy(playbook));
    }

    private void refuseOutsideWindow(Playbook playbook, Strategy strategy) throws RefusedException {
        new WindowCheck(playbook.window(), strategy).refuse(coordinator.time().now());
    }

    private Prepared prepare(Order order, Purpose purpose) throws RefusedException {
        var waivers = new Waivers(order.waivers());
        var playbook = waivers.applyTo(coordinator.project().playbook());
        var strategy = waivers.strategy(playbook);
        coordinator.checkKeys();
        var artifact = open(order.artifact(), order.digest());
        var asked = targets(order.scope());
        var whole = coordinator.survey(asked.stream().flatMap(List::stream).toList());
        var absent = Absence.of(whole, strategy);
        var survey = absent.without(whole);
        var targets = absent.withoutHosts(asked);
        var failures = new Preflight(coordinator.fleet(), bytes(artifact)).failures(survey);
        OpenCode.failures(survey).forEach(failures::putIfAbsent);
        var release = release(order, artifact, survey, failures);
        refuse(failures);
        if (purpose != Purpose.STAGE) {
            refuse(coordinator.liveHealth(playbook).failures(survey));
        }
        var plan = Planner.plan(new PlanRequest(
                coordinator.newRolloutId(),
                purpose,
                coordinator.project().inventory(),
                playbook,
                strategy,
                release,
                targets,
                survey.links(),
                Map.of(),
                absent.leftOut(),
                order.waivers(),
                order.until(),
                coordinator.time().now(),
                coordinator.actor(),
                coordinator.seed()));
        return prepared(plan, artifact, survey);
    }

    /**
     * Reads a plan that {@link #write} kept, and asks the hosts whether the world is still the one that it was made for.
     *
     * @throws RefusedException with every difference, and when it was run already
     */
    public Prepared prepare(Path planFile, Provenance.Digest digest) throws RefusedException, JournalException {
        coordinator.checkKeys();
        var bound = new PlanFile(coordinator.project(), coordinator.recordKeys()).read(planFile);
        refuseUsed(bound.plan().id());
        refuseOutsideWindow(bound.plan().playbook(), bound.plan().strategy());
        var path = bound.artifact().map(source -> Path.of(source.path()));
        var artifact = open(path, digest);
        if (artifact.isPresent()) {
            PlanFile.check(bound, artifact.get());
        }
        var survey = coordinator.survey(PlanFile.hosts(bound.plan()));
        refuse(new Preflight(coordinator.fleet(), bytes(artifact)).failures(survey));
        refuse(OpenCode.failures(survey));
        PlanFile.check(bound, survey);
        return prepared(bound.plan(), artifact, survey);
    }

    /** Keeps a plan, bound to the world as it is, for {@link #prepare(Path, Provenance.Digest)}. */
    public void write(Path planFile, Prepared prepared) throws RefusedException {
        new PlanFile(coordinator.project(), coordinator.recordKeys()).write(planFile, prepared);
    }

    private void refuseUsed(RolloutId id) throws RefusedException, JournalException {
        if (!coordinator.store().find(id.value()).isEmpty()) {
            throw new RefusedException(
                    Reason.PREFLIGHT,
                    List.of("this plan was run already, as rollout " + id),
                    "a plan is run once; make a new one: sluice plan --out FILE");
        }
    }

    Prepared prepared(RolloutPlan plan, Optional<Artifact> artifact, Survey survey) {
        return new Prepared(
                plan,
                artifact,
                survey,
                NotYet.in(coordinator.project()),
                artifact.map(Artifact::notes).orElse(List.of()),
                adoptions(survey),
                coordinator.wayBack(survey),
                new WindowCheck(plan.playbook().window(), plan.strategy())
                        .words(coordinator.time().now()));
    }

    /** Runs what was prepared. The caller holds the fleet's lock. */
    public Rollouts.Ended run(Prepared prepared, RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        var content = prepared.artifact().map(artifact -> content(artifact, prepared.survey()));
        return coordinator.rollouts(content).start(prepared.plan(), listener);
    }

    /** What is brought to the hosts of the survey. */
    ReleaseContent content(Artifact artifact, Survey survey) {
        return new ArtifactContent(
                artifact, compression(survey), coordinator.time().now());
    }

    /** Refuses an artifact that is not what a release was made from. */
    static void refuseOther(Artifact artifact, ReleaseId release, String digest, String otherwise)
            throws RefusedException {
        var other = artifact.manifest().digest();
        if (!other.equals(digest)) {
            throw new RefusedException(
                    Reason.INVALID,
                    List.of(
                            "the artifact is not what release " + release + " was made from",
                            "its digest is " + other + ", the release's is " + digest),
                    "take the build of " + release + "; " + otherwise);
        }
    }

    Optional<Artifact> open(Optional<Path> path, Provenance.Digest digest) throws RefusedException {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        var release = coordinator.project().playbook().release();
        var provenance = new Provenance(digest, release.signedBy().map(HomePath::expand));
        try {
            return Optional.of(
                    Artifact.open(path.get(), Exclusion.of(release.exclude()), ArtifactLimits.defaults(), provenance));
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
        return release(id, artifact.get());
    }

    /** An artifact under an id. */
    static Release release(ReleaseId id, Artifact artifact) {
        var manifest = artifact.manifest();
        var files = (int) manifest.entries().stream()
                .filter(entry -> entry.type() == dev.sluice.artifact.Manifest.Type.FILE)
                .count();
        return new Release(id, manifest.digest(), files, manifest.bytes());
    }

    private static long bytes(Optional<Artifact> artifact) {
        return artifact.map(opened -> opened.manifest().bytes()).orElse(0L);
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
