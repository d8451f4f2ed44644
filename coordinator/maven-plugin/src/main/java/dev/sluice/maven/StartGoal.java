package dev.sluice.maven;

import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that shows or begins a rollout: how far it goes, and what is waived for it. */
@SuppressWarnings("NullAway.Init")
abstract class StartGoal extends ArtifactGoal {
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

    @Override
    void addTo(Options options) throws MojoExecutionException {
        super.addTo(options);
        options.add("--until", until)
                .add("--strategy", strategy)
                .addEach("--skip-check", skipChecks)
                .add("--reason", reason);
        if (overrideWindow) {
            options.word("--override-window");
        }
    }
}
