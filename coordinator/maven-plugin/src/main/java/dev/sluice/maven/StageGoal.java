package dev.sluice.maven;

import java.io.File;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Uploads a release to every host. No visitor sees it, and no task is run. */
@Mojo(name = "stage", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
final class StageGoal extends ArtifactGoal {
    /** Where {@code result.json}, {@code events.jsonl}, {@code junit.xml} and the report are written. The default is {@code target/sluice}. */
    @Parameter(property = "sluice.outputDirectory")
    private @Nullable File outputDirectory;

    @Override
    String command() {
        return "stage";
    }

    @Override
    void addTo(Options options) throws MojoExecutionException {
        super.addTo(options);
        options.word("--yes");
    }

    @Override
    Optional<File> reports() {
        return Optional.of(outputDirectory == null ? target() : outputDirectory);
    }
}
