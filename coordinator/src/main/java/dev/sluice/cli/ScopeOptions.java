package dev.sluice.cli;

import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.readiness.RefusedException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The hosts that a command is about. */
@SuppressWarnings("NullAway.Init")
final class ScopeOptions {
    @Option(names = "--limit", paramLabel = "SELECTOR", description = "only these of the playbook's targets")
    private Optional<String> limit;

    @Mixin
    private ExcludeOptions exclude;

    boolean isGiven() {
        return limit.isPresent() || exclude.selector().isPresent();
    }

    /** @throws RefusedException when a selector cannot be read or chooses nothing */
    Scope of(Project project) throws RefusedException {
        return project.scope(limit, exclude.selector());
    }
}
