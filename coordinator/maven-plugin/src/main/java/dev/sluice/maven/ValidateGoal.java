package dev.sluice.maven;

import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Reads inventory and playbook and reports every problem. Contacts no host. */
@Mojo(name = "validate", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
final class ValidateGoal extends SluiceGoal {
    /** A selector of hosts: only these of the targets in the playbook. */
    @Parameter(property = "sluice.limit")
    private @Nullable String limit;

    @Override
    String command() {
        return "validate";
    }

    @Override
    void addTo(Options options) {
        options.add("--limit", limit);
    }
}
