package dev.sluice.maven;

import java.io.File;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal for a release: what it is made from, and for which hosts. */
@SuppressWarnings("NullAway.Init")
abstract class ArtifactGoal extends RecordsGoal {
    /**
     * What the release is made from: a directory, or a file that ends with {@code .tar}, {@code .tar.gz}, {@code .tgz}, {@code .tar.zst} or {@code .zip}.
     * The default is the archive that the build made, such as that of the Maven assembly plugin.
     */
    @Parameter(property = "sluice.artifact")
    private @Nullable File artifact;

    /** The id of the release. The default is the time and seven digits of the digest. */
    @Parameter(property = "sluice.release")
    private @Nullable String release;

    /** Refuses an artifact without a file {@code .sha256} beside it. */
    @Parameter(property = "sluice.requireDigest", defaultValue = "false")
    private boolean requireDigest;

    /** A selector of hosts: only these of the targets in the playbook. */
    @Parameter(property = "sluice.limit")
    private @Nullable String limit;

    @Override
    void addTo(Options options) throws MojoExecutionException {
        super.addTo(options);
        options.add("--limit", limit).add("--release", release);
        if (requireDigest) {
            options.word("--require-digest");
        }
        if (choosesArtifact()) {
            options.add("--artifact", artifact().orElse(null));
        }
    }

    /** Whether the artifact comes from here, and not from a plan that names it. */
    boolean choosesArtifact() {
        return true;
    }

    private Optional<File> artifact() throws MojoExecutionException {
        if (artifact != null) {
            return Optional.of(artifact);
        }
        var built = new BuiltArtifact(session().getCurrentProject(), session().getProjects()).find();
        if (built.isEmpty() && release == null) {
            throw new MojoExecutionException(
                    "the build made no archive of the site: run the goal after package in the same build,"
                            + " or give -Dsluice.artifact=FILE, or -Dsluice.release=ID of a release that is staged");
        }
        return built;
    }
}
