package dev.sluice.cli;

import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The hosts that a command does not contact: the only choice where a rollout continues as a whole. */
@SuppressWarnings("NullAway.Init")
final class ExcludeOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--exclude", paramLabel = "SELECTOR", description = "none of these; they are not contacted")
    private Optional<String> exclude;

    Optional<String> selector() {
        return exclude;
    }

    /** @throws RefusedException when the selector cannot be read or chooses nothing */
    Scope of(Project project) throws RefusedException {
        refuseLimit(command);
        return project.scope(Optional.empty(), exclude);
    }

    /** Whoever set it means a part of the hosts, and this command would change all of them. */
    static void refuseLimit(CommandSpec command) throws RefusedException {
        if (command.defaultValueProvider() instanceof EnvironmentDefaults defaults
                && defaults.environment().containsKey("SLUICE_LIMIT")) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("SLUICE_LIMIT is set, and cannot apply: a rollout continues and ends as a whole"),
                    "unset SLUICE_LIMIT for this command, and leave out broken hosts with --exclude");
        }
    }
}
