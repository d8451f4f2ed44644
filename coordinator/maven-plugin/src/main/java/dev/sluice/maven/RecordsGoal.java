package dev.sluice.maven;

import java.io.File;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that reads or writes the records of rollouts. */
@SuppressWarnings("NullAway.Init")
abstract class RecordsGoal extends SluiceGoal {
    /** Where records are kept. The default is {@code ~/.local/state/sluice}: a build agent needs a directory that outlives its workspace. */
    @Parameter(property = "sluice.state")
    private @Nullable File state;

    @Override
    void addTo(Options options) throws MojoExecutionException {
        options.add("--state", state);
    }
}
