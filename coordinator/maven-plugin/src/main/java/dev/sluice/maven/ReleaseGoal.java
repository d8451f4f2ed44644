package dev.sluice.maven;

import java.io.File;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Releases the site: uploads to every host, switches them batch by batch, and reverts them when something is wrong. */
@Mojo(name = "release", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
final class ReleaseGoal extends ArtifactGoal {
    /** A file of the goal plan with {@code sluice.out}: exactly this plan is run. It contains hosts, release and strategy. */
    @Parameter(property = "sluice.plan")
    private @Nullable File plan;

    /** Waits for a person after this batch: the goal promote. */
    @Parameter(property = "sluice.until")
    private @Nullable Integer until;

    /** One of the strategies of the playbook instead of its default; needs a reason. */
    @Parameter(property = "sluice.strategy")
    private @Nullable String strategy;

    /** Names of health checks that are left out; needs a reason. */
    @Parameter(property = "sluice.skipChecks")
    private @Nullable List<String> skipChecks;

    /** Starts outside of windows; needs a reason. */
    @Parameter(property = "sluice.overrideWindow", defaultValue = "false")
    private boolean overrideWindow;

    /** Why something is waived, for the record. */
    @Parameter(property = "sluice.reason")
    private @Nullable String reason;

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
        options.add("--plan", plan)
                .add("--until", until)
                .add("--strategy", strategy)
                .addEach("--skip-check", skipChecks)
                .add("--reason", reason)
                .word("--yes");
        if (overrideWindow) {
            options.word("--override-window");
        }
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
