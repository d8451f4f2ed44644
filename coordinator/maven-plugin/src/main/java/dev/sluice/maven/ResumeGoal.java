package dev.sluice.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Continues a rollout that was paused, or whose process ended. What is in doubt is checked on the hosts first. */
@Mojo(name = "resume", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
final class ResumeGoal extends ContinueGoal {
    /** What the release was made from, where the rollout was left before every host had it. */
    @Parameter(property = "sluice.artifact")
    private @Nullable File artifact;

    /** Names of tasks whose result is unknown and that did their work. */
    @Parameter(property = "sluice.tasksDone")
    private @Nullable List<String> tasksDone;

    /** Names of tasks whose result is unknown and that are started again. */
    @Parameter(property = "sluice.tasksAgain")
    private @Nullable List<String> tasksAgain;

    @Override
    String command() {
        return "resume";
    }

    @Override
    void addTo(Options options) throws MojoExecutionException {
        super.addTo(options);
        options.add("--artifact", artifact).addEach("--task-done", tasksDone).addEach("--task-again", tasksAgain);
    }
}
