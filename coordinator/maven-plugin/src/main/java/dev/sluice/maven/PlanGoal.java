package dev.sluice.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Asks the hosts and shows what a release would do. Changes nothing. */
@Mojo(name = "plan", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
final class PlanGoal extends ArtifactGoal {
    /** Writes the plan to this file; the goal release with {@code sluice.plan} runs exactly it. */
    @Parameter(property = "sluice.out")
    private @Nullable File out;

    /** Waits for a person after this batch. */
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

    @Override
    String command() {
        return "plan";
    }

    @Override
    void addTo(Options options) throws MojoExecutionException {
        super.addTo(options);
        options.add("--out", out)
                .add("--until", until)
                .add("--strategy", strategy)
                .addEach("--skip-check", skipChecks)
                .add("--reason", reason);
        if (overrideWindow) {
            options.word("--override-window");
        }
    }
}
