package dev.sluice.cli;

import dev.sluice.document.InvalidDocumentException;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.readiness.RefusedException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which fleet a command is about. */
@SuppressWarnings("NullAway.Init")
final class ProjectOptions {
    @Option(
            names = {"-i", "--inventory"},
            paramLabel = "FILE",
            defaultValue = "inventory.yml",
            description = "who: the hosts (default: ${DEFAULT-VALUE})")
    private Path inventory;

    @Option(
            names = {"-p", "--playbook"},
            paramLabel = "FILE",
            defaultValue = "playbook.yml",
            description = "how: the rollout (default: ${DEFAULT-VALUE})")
    private Path playbook;

    @Option(names = "--limit", paramLabel = "SELECTOR", description = "only these of the playbook's targets")
    private Optional<String> limit;

    @Option(names = "--exclude", paramLabel = "SELECTOR", description = "none of these; they are not contacted")
    private Optional<String> exclude;

    Project read() throws InvalidDocumentException {
        return Project.read(inventory, playbook);
    }

    /** @throws RefusedException when a selector cannot be read or chooses nothing */
    Scope scope(Project project) throws RefusedException {
        return project.scope(limit, exclude);
    }
}
