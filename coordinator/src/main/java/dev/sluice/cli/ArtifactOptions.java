package dev.sluice.cli;

import dev.sluice.app.Project.Scope;
import dev.sluice.app.Releasing;
import dev.sluice.plan.ReleaseId;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is released. */
@SuppressWarnings("NullAway.Init")
final class ArtifactOptions {
    @Option(
            names = "--artifact",
            paramLabel = "PATH",
            required = true,
            description = "the directory or .tar.gz that the release is made from")
    private Path artifact;

    @Option(
            names = "--release",
            paramLabel = "ID",
            converter = ReleaseIdConverter.class,
            description = "the release's id (default: UTC time and seven digits of its digest)")
    private Optional<ReleaseId> release;

    Releasing.Order order(Scope scope, WaiverOptions waived) {
        return new Releasing.Order(artifact, release, scope, waived.waivers());
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
