package dev.sluice.operation;

import dev.sluice.artifact.Artifact;
import dev.sluice.artifact.ArtifactLimits;
import dev.sluice.artifact.Exclusion;
import dev.sluice.artifact.InvalidArtifactException;
import dev.sluice.artifact.Manifest;
import dev.sluice.artifact.Provenance;
import dev.sluice.document.HomePath;
import dev.sluice.plan.Release;
import dev.sluice.plan.ReleaseId;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.readiness.Survey;
import dev.sluice.step.ReleaseContent;
import dev.sluice.step.ReleaseContent.Compression;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Artifacts, as a fleet's playbook wants them read. */
final class ReleaseArtifacts {
    private final Fleet fleet;

    ReleaseArtifacts(Fleet fleet) {
        this.fleet = fleet;
    }

    /** @throws RefusedException when it is damaged, or a required signature or digest is missing */
    Optional<Artifact> open(Optional<Path> path, Provenance.Digest digest) throws RefusedException {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        var release = fleet.project().playbook().release();
        var provenance = new Provenance(digest, release.signedBy().map(HomePath::expand));
        try {
            return Optional.of(Artifact.open(
                    path.get(),
                    Exclusion.of(release.exclude()),
                    ArtifactLimits.defaults(),
                    provenance,
                    fleet.digests(),
                    fleet.time().now()));
        } catch (InvalidArtifactException e) {
            throw new RefusedException(
                    Reason.INVALID, String.valueOf(e.getMessage()).lines().toList(), "no host was touched");
        }
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

    /** An artifact under an id. */
    static Release release(ReleaseId id, Artifact artifact) {
        var manifest = artifact.manifest();
        var files = (int) manifest.entries().stream()
                .filter(entry -> entry.type() == Manifest.Type.FILE)
                .count();
        return new Release(id, manifest.digest(), files, manifest.bytes());
    }

    static long bytes(Optional<Artifact> artifact) {
        return artifact.map(opened -> opened.manifest().bytes()).orElse(0L);
    }

    /** What is uploaded; empty where every host has the release already. */
    Optional<ReleaseContent> content(PreparedRollout prepared) {
        return prepared.artifact().map(artifact -> content(artifact, prepared.survey()));
    }

    /** What is uploaded to the hosts of the survey. */
    ReleaseContent content(Artifact artifact, Survey survey) {
        return new ArtifactContent(artifact, compression(survey), fleet.time().now());
    }

    private static Compression compression(Survey survey) {
        return survey.facts().values().stream()
                        .allMatch(facts -> facts.machine().tools().contains("gzip"))
                ? Compression.GZIP
                : Compression.NONE;
    }
}
