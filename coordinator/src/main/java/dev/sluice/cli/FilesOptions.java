package dev.sluice.cli;

import dev.sluice.operation.ProjectFiles;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The two files that describe a fleet. */
@SuppressWarnings("NullAway.Init")
final class FilesOptions {
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

    Path inventory() {
        return inventory;
    }

    Path playbook() {
        return playbook;
    }

    ProjectFiles read() {
        return ProjectFiles.read(inventory, playbook);
    }
}
