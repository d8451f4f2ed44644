package dev.sluice.operation;

import dev.sluice.artifact.Artifact;
import dev.sluice.artifact.ArtifactLimits;
import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.artifact.Exclusion;
import dev.sluice.artifact.InvalidArtifactException;
import dev.sluice.artifact.Manifest;
import dev.sluice.artifact.Provenance;
import dev.sluice.document.HomePath;
import dev.sluice.plan.Release;
import dev.sluice.plan.ReleaseId;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.io.IOException;
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
    Optional<Artifact> open(Optional<ArtifactLocation> location, Provenance.Digest digest) throws RefusedException {
        if (location.isEmpty()) {
            return Optional.empty();
        }
        var path = path(location.get());
        var release = fleet.project().playbook().release();
        var provenance = new Provenance(digest, release.signedBy().map(HomePath::expand));
        try {
            return Optional.of(Artifact.open(
                    path,
                    Exclusion.of(release.exclude()),
                    ArtifactLimits.defaults(),
                    provenance,
                    fleet.kept().digests(),
                    fleet.time().now()));
        } catch (InvalidArtifactException e) {
            throw new RefusedException(
                    Reason.INVALID, String.valueOf(e.getMessage()).lines().toList(), "no host was touched");
        }
    }

    private Path path(ArtifactLocation location) throws RefusedException {
        if (location instanceof ArtifactLocation.Local local) {
            return local.path();
        }
        var remote = (ArtifactLocation.Remote) location;
        var isSigned = fleet.project().playbook().release().signedBy().isPresent();
        try {
            return isSigned
                    ? fleet.kept().downloads().fetchSigned(remote)
                    : fleet.kept().downloads().fetch(remote);
        } catch (IOException failed) {
            throw new RefusedException(
                    Reason.INVALID,
                    List.of("artifact " + remote + " cannot be downloaded: " + failed.getMessage()),
                    "check the address and the digest; no host was touched");
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

    /** What is uploaded; empty where every host has the release already. Whoever asks closes it. */
    Optional<ArtifactContent> content(PreparedRollout prepared) {
        return prepared.artifact().map(this::content);
    }

    ArtifactContent content(Artifact artifact) {
        return new ArtifactContent(artifact, fleet.time().now(), fleet.spool());
    }
}
