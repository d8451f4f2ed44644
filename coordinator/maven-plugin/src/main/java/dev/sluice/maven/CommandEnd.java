package dev.sluice.maven;

import java.io.File;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * What the end of a command means for a build. Maven itself has one exit code for all failures; that of the command is in the message and in {@code
 * result.json}.
 *
 * @param code the exit code of the command
 */
record CommandEnd(String command, int code) {
    private static final int DONE = 0;
    private static final int HELD = 8;

    /** Unexpected, usage, invalid files, damaged journal: the command could not do its work. */
    private static final Set<Integer> ERRORS = Set.of(1, 2, 3, 12);

    /**
     * Returns when the build continues.
     *
     * @throws MojoFailureException when the rollout did not end as it should, or may not begin now
     * @throws MojoExecutionException when the command could not be run as it was given
     */
    void judge(Optional<File> reports, Log log) throws MojoExecutionException, MojoFailureException {
        if (code == HELD) {
            log.warn("the rollout waits for a person: continue it with the goal promote, or with sluice promote");
        }
        if (code == DONE || code == HELD) {
            return;
        }
        var message = "sluice " + command + " ended with exit code " + code + "; the reason is above"
                + reports.map(where -> ", and in " + where + " as far as it began")
                        .orElse("");
        if (ERRORS.contains(code)) {
            throw new MojoExecutionException(message);
        }
        throw new MojoFailureException(message);
    }
}
