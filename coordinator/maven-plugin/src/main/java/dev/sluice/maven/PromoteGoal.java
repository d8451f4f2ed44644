package dev.sluice.maven;

import org.apache.maven.plugins.annotations.Mojo;

/** Continues a rollout that waits at a gate, to the next hold or to the end. */
@Mojo(name = "promote", requiresProject = false, aggregator = true, threadSafe = true)
final class PromoteGoal extends ContinueGoal {
    @Override
    String command() {
        return "promote";
    }
}
