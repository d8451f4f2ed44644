package dev.sluice.maven;

import java.io.File;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Goes back to the newest good release older than the live one. An unfinished rollout is reverted. */
@Mojo(name = "rollback", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
final class RollbackGoal extends RecordsGoal {
    /** The release to go back to. */
    @Parameter(property = "sluice.to")
    private @Nullable String to;

    /** Names of hosts that are included although they were changed outside of Sluice; needs a reason. */
    @Parameter(property = "sluice.force")
    private @Nullable List<String> force;

    /** Why hosts are forced, for the record. */
    @Parameter(property = "sluice.reason")
    private @Nullable String reason;

    /** A selector of hosts: only these of the targets in the playbook. */
    @Parameter(property = "sluice.limit")
    private @Nullable String limit;

    /** The fleet, where the files have errors and do not name it: {@code INVENTORY/SITE}. */
    @Parameter(property = "sluice.fleet")
    private @Nullable String fleet;

    /** Where {@code result.json}, {@code events.jsonl}, {@code junit.xml} and the report are written. The default is {@code target/sluice}. */
    @Parameter(property = "sluice.outputDirectory")
    private @Nullable File outputDirectory;

    @Override
    String command() {
        return "rollback";
    }

    @Override
    void addTo(Options options) throws MojoExecutionException {
        super.addTo(options);
        options.add("--to", to)
                .addEach("--force", force)
                .add("--reason", reason)
                .add("--limit", limit)
                .add("--fleet", fleet)
                .word("--yes");
    }

    @Override
    Optional<File> reports() {
        return Optional.of(outputDirectory == null ? target() : outputDirectory);
    }
}
