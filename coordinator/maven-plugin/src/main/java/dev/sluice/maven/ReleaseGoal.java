package dev.sluice.maven;

import java.io.File;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Releases the site: uploads to every host, switches them batch by batch, and reverts them when something is wrong. */
@Mojo(name = "release", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
final class ReleaseGoal extends StartGoal {
    /** A file of the goal plan with {@code sluice.out}: exactly this plan is run. It contains hosts, release and strategy. */
    @Parameter(property = "sluice.plan")
    private @Nullable File plan;

    /** Where {@code result.json}, {@code events.jsonl}, {@code junit.xml} and the report are written. The default is {@code target/sluice}. */
    @Parameter(property = "sluice.outputDirectory")
    private @Nullable File outputDirectory;

    @Override
    String command() {
        return "release";
    }

    @Override
    void addTo(Options options) throws MojoExecutionException {
        super.addTo(options);
        options.add("--plan", plan).word("--yes");
    }

    @Override
    boolean choosesArtifact() {
        return plan == null;
    }

    @Override
    Optional<File> reports() {
        return Optional.of(outputDirectory == null ? target() : outputDirectory);
    }
}
