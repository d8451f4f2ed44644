package dev.sluice.maven;

import java.io.File;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that continues a rollout, which may be another machine's. */
@SuppressWarnings("NullAway.Init")
abstract class ContinueGoal extends RecordsGoal {
    /** The id of the rollout, or the beginning of it. The default is the rollout of these hosts that is not finished. */
    @Parameter(property = "sluice.rollout")
    private @Nullable String rollout;

    /** Who approved it, for the record. */
    @Parameter(property = "sluice.approvedBy")
    private @Nullable String approvedBy;

    /** Continues with the playbook of the record, where another machine's is different; needs a reason. */
    @Parameter(property = "sluice.acceptChanges", defaultValue = "false")
    private boolean acceptChanges;

    /** Continues outside of windows; needs a reason. */
    @Parameter(property = "sluice.overrideWindow", defaultValue = "false")
    private boolean overrideWindow;

    /** Why something is waived, for the record. */
    @Parameter(property = "sluice.reason")
    private @Nullable String reason;

    /** Where {@code result.json}, {@code events.jsonl}, {@code junit.xml} and the report are written. The default is {@code target/sluice}. */
    @Parameter(property = "sluice.outputDirectory")
    private @Nullable File outputDirectory;

    @Override
    void addTo(Options options) throws MojoExecutionException {
        super.addTo(options);
        options.add("--approved-by", approvedBy).add("--reason", reason).word("--yes");
        if (acceptChanges) {
            options.word("--accept-changes");
        }
        if (overrideWindow) {
            options.word("--override-window");
        }
    }

    @Override
    @Nullable
    String rollout() {
        return rollout;
    }

    @Override
    Optional<File> reports() {
        return Optional.of(outputDirectory == null ? target() : outputDirectory);
    }
}
