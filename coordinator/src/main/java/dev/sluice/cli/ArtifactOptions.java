package dev.sluice.cli;

import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.artifact.Provenance;
import dev.sluice.operation.ReleaseOrder;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.Waiver;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What is released. */
@SuppressWarnings("NullAway.Init")
final class ArtifactOptions {
    @Option(
            names = "--artifact",
            paramLabel = "PATH",
            converter = LocationConverter.class,
            description =
                    "what the release is made from: a directory, or an archive of the form .tar, .tar.gz, .tgz, .tar.zst or .zip;"
                            + " or https://HOST/PATH#sha256=DIGEST, which is downloaded once")
    private Optional<ArtifactLocation> artifact;

    @Option(
            names = "--release",
            paramLabel = "ID",
            converter = ReleaseIdConverter.class,
            description = "the release's id (default: UTC time and seven digits of its digest);"
                    + " without an artifact: one that every host has already")
    private Optional<ReleaseId> release;

    @Option(
            names = "--require-digest",
            description = "refuses an artifact without PATH.sha256 beside it; one that exists is always checked")
    private boolean requireDigest;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    ReleaseOrder order() {
        return order(List.of(), Optional.empty());
    }

    ReleaseOrder order(List<Waiver> waivers, Optional<Integer> until) {
        if (isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Missing: --artifact=PATH, or --release=ID of a release that is staged");
        }
        if (artifact.isEmpty()) {
            WaiverOptions.refuseNeedless(spec, "--require-digest", "--artifact");
        }
        return new ReleaseOrder(artifact, digest(), release, waivers, until);
    }

    boolean isEmpty() {
        return artifact.isEmpty() && release.isEmpty();
    }

    /** What has to lie beside the artifact. */
    Provenance.Digest digest() {
        return requireDigest ? Provenance.Digest.REQUIRED : Provenance.Digest.WHEN_THERE;
    }

    /** Reads a path or an address as given on the command line. */
    static final class LocationConverter implements ITypeConverter<ArtifactLocation> {
        @Override
        public ArtifactLocation convert(String value) {
            try {
                return ArtifactLocation.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("it " + e.getMessage());
            }
        }
    }

    /** Reads a release id as given on the command line. */
    static final class ReleaseIdConverter implements ITypeConverter<ReleaseId> {
        @Override
        public ReleaseId convert(String value) {
            try {
                return new ReleaseId(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
