package dev.sluice.maven;

import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Shows the status of a rollout: the newest, or the one named. */
@Mojo(name = "status", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
final class StatusGoal extends RecordsGoal {
    /** The id of the rollout, or the beginning of it. */
    @Parameter(property = "sluice.rollout")
    private @Nullable String rollout;

    /** Asks the hosts too; the build fails where one differs from the record. */
    @Parameter(property = "sluice.live", defaultValue = "false")
    private boolean live;

    /** A selector of hosts, for {@code sluice.live}: only these of the targets in the playbook. */
    @Parameter(property = "sluice.limit")
    private @Nullable String limit;

    /** The fleet, where the files have errors and do not name it: {@code INVENTORY/SITE}. */
    @Parameter(property = "sluice.fleet")
    private @Nullable String fleet;

    @Override
    String command() {
        return "status";
    }

    @Override
    void addTo(Options options) throws MojoExecutionException {
        super.addTo(options);
        options.add("--limit", limit).add("--fleet", fleet);
        if (live) {
            options.word("--live");
        }
    }

    @Override
    @Nullable
    String rollout() {
        return rollout;
    }
}
