package dev.sluice.maven;

import java.io.File;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Asks the hosts and shows what a release would do. Changes nothing. */
@Mojo(name = "plan", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
final class PlanGoal extends StartGoal {
    /** Writes the plan to this file; the goal release with {@code sluice.plan} runs exactly it. */
    @Parameter(property = "sluice.out")
    private @Nullable File out;

    @Override
    String command() {
        return "plan";
    }

    @Override
    void addTo(Options options) throws MojoExecutionException {
        super.addTo(options);
        options.add("--out", out);
    }
}
