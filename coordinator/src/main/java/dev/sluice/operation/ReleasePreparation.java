package dev.sluice.operation;

import dev.sluice.artifact.Artifact;
import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.artifact.Provenance;
import dev.sluice.engine.Adoption;
import dev.sluice.engine.JournalException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanRequest;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Release;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.playbook.Playbook;
import dev.sluice.readiness.NotYet;
import dev.sluice.readiness.Preflight;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.readiness.ReleaseBlockers;
import dev.sluice.readiness.ReleaseTree;
import dev.sluice.readiness.StagedRelease;
import dev.sluice.readiness.Survey;
import dev.sluice.readiness.UnreachableHosts;
import dev.sluice.readiness.Waivers;
import dev.sluice.rollout.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the artifact, asks the hosts and makes the plan of a release. Changes nothing anywhere. */
public final class ReleasePreparation {
    private final Fleet fleet;
    private final ReleaseArtifacts artifacts;

    public ReleasePreparation(Fleet fleet) {
        this.fleet = fleet;
        this.artifacts = new ReleaseArtifacts(fleet);
    }

    /**
     * Refuses to start outside the window; a plan, or a stage, asks for none.
     *
     * @throws RefusedException with when it opens
     */
    void refuseOutsideWindow(ReleaseOrder order) throws RefusedException {
        var waivers = new Waivers(order.waivers());
        var playbook = order.of(fleet.project().playbook());
        new WindowChecks(fleet)
                .of(playbook.window(), waivers.strategy(playbook))
                .refuse(fleet.time().now());
    }

    /** @throws RefusedException with every reason not to begin */
    public PreparedRollout prepare(ReleaseOrder order) throws RefusedException {
        return prepare(order, Purpose.RELEASE);
    }

    /**
     * The same for a release or a stage.
     *
     * @throws RefusedException with every reason not to begin
     */
    PreparedRollout prepare(ReleaseOrder order, Purpose purpose) throws RefusedException {
        var waivers = new Waivers(order.waivers());
        var playbook = order.of(fleet.project().playbook());
        var strategy = waivers.strategy(playbook);
        new SecretCheck(fleet.secrets()).refuse(fleet, playbook);
        var artifact = open(order, playbook);
        var targets = targets();
        var whole = fleet.survey(targets.hosts());
        var unreachable = UnreachableHosts.of(whole, strategy);
        var survey = whole.only(unreachable::takesPart);
        var failures = new Preflight(fleet.name(), ReleaseArtifacts.bytes(artifact)).releaseFailures(survey);
        var release = release(order, artifact, survey, failures);
        Preflight.refuse(failures);
        if (purpose != Purpose.STAGE) {
            Preflight.refuse(fleet.liveHealth(playbook).failures(survey));
        }
        var plan = Planner.plan(new PlanRequest(
                fleet.newRolloutId(),
                purpose,
                fleet.project().inventory(),
                playbook,
                strategy,
                release,
                targets.only(unreachable::takesPart).parts(),
                survey.links(),
                Map.of(),
                targets.leftOut(unreachable.leftOut()),
                order.waivers(),
                order.until(),
                fleet.time().now(),
                fleet.actor(),
                fleet.seed()));
        refuseUntil(order.until(), plan);
        return prepared(plan, artifact, survey);
    }

    private Optional<Artifact> open(ReleaseOrder order, Playbook playbook) throws RefusedException {
        var artifact = artifacts.open(order.artifact(), order.digest());
        if (artifact.isPresent()) {
            new ReleaseTree(artifact.get().manifest(), playbook.release()).refuseWithoutDocroot();
        }
        return artifact;
    }

    /** @throws RefusedException when there is no batch of that number */
    static void refuseUntil(Optional<Integer> until, RolloutPlan plan) throws RefusedException {
        int batches = plan.batches().size();
        if (until.isPresent() && (until.get() < 1 || until.get() > batches)) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("--until " + until.get() + ": there is no such batch"),
                    "this rollout has " + (batches == 1 ? "1 batch" : batches + " batches, 1 to " + batches));
        }
    }

    /**
     * Reads a plan that {@link #write} kept, and asks the hosts whether the world is still the one that it was made for.
     *
     * @throws RefusedException with every difference, and when it was run already
     */
    PreparedRollout prepare(Path planFile, Provenance.Digest digest) throws RefusedException, JournalException {
        fleet.placement().checkKeys();
        var bound = new PlanFile(fleet.project(), fleet.recordKeys()).read(planFile);
        new SecretCheck(fleet.secrets()).refuse(fleet, bound.plan().playbook());
        refuseUsed(bound.plan().id());
        new WindowChecks(fleet).of(bound.plan()).refuse(fleet.time().now());
        var location =
                bound.artifact().<ArtifactLocation>map(source -> new ArtifactLocation.Local(Path.of(source.path())));
        var artifact = artifacts.open(location, digest);
        if (artifact.isPresent()) {
            PlanFile.check(bound, artifact.get());
        }
        var survey = fleet.survey(PlanFile.hosts(bound.plan()));
        Preflight.refuse(new Preflight(fleet.name(), ReleaseArtifacts.bytes(artifact)).failures(survey));
        Preflight.refuse(ReleaseBlockers.failures(survey));
        PlanFile.check(bound, survey);
        return prepared(bound.plan(), artifact, survey);
    }

    /** Keeps a plan, bound to the world as it is, so that exactly it can be run later. */
    public void write(Path planFile, PreparedRollout prepared) throws RefusedException {
        new PlanFile(fleet.project(), fleet.recordKeys()).write(planFile, prepared);
    }

    private void refuseUsed(RolloutId id) throws RefusedException, JournalException {
        if (!fleet.store().find(id.value()).isEmpty()) {
            throw new RefusedException(
                    Reason.PREFLIGHT,
                    List.of("this plan was run already, as rollout " + id),
                    "a plan is run once; make a new one: sluice plan --out FILE");
        }
    }

    PreparedRollout prepared(RolloutPlan plan, Optional<Artifact> artifact, Survey survey) {
        return new PreparedRollout(
                plan,
                artifact,
                survey,
                NotYet.in(fleet.project().playbookDocument().index()),
                artifact.map(Artifact::notes).orElse(List.of()),
                adoptions(survey),
                fleet.rollbackTargets().of(survey),
                new WindowChecks(fleet).of(plan).words(fleet.time().now()));
    }

    private RolloutTargets targets() throws RefusedException {
        var targets = RolloutTargets.of(fleet);
        if (targets.parts().isEmpty()) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("no host is left to release to"),
                    "check --limit and --exclude, and with sluice hosts which hosts are disabled");
        }
        return targets;
    }

    /** Of a staged one only the hosts know what is in it; those that do not have it join the failures. */
    private Release release(
            ReleaseOrder order, Optional<Artifact> artifact, Survey survey, Map<HostName, Failure> failures) {
        if (artifact.isEmpty()) {
            var id = order.id().orElseThrow(() -> new IllegalArgumentException("neither an artifact nor a release"));
            var staged = StagedRelease.of(id, survey);
            failures.putAll(staged.failures());
            return new Release(id, staged.digest(), 0, 0);
        }
        var manifest = artifact.get().manifest();
        var id = order.id()
                .or(() -> StagedRelease.again(manifest.digest(), survey))
                .orElseGet(() -> ReleaseId.at(fleet.time().now(), manifest.digest()));
        failures.putAll(StagedRelease.conflicts(id, manifest.digest(), survey));
        return ReleaseArtifacts.release(id, artifact.get());
    }

    private List<HostName> adoptions(Survey survey) {
        return survey.hosts().stream()
                .filter(host -> Adoption.needed(survey.facts().get(host.name()), fleet.endpointFiles(host)))
                .map(Host::name)
                .toList();
    }
}
