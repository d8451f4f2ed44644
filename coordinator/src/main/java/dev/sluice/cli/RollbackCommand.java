package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.RollbackOperation;
import dev.sluice.operation.RolloutResult;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.Waiver;
import dev.sluice.readiness.RefusedException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Back to what worked. */
@Command(
        name = "rollback",
        description = {
            "Goes back to the newest good release older than the live one, with proof and health checks and without an upload.",
            "While a rollout is unfinished: reverts each of its hosts, or continues it if it is a rollback."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice rollback --to 20261121-223000-1b22c0d"})
@SuppressWarnings("NullAway.Init")
final class RollbackCommand extends RolloutCommand {
    @Mixin
    private ScopeOptions scope;

    @Mixin
    private RecordOptions record;

    @Override
    Scope scope(Project project) throws RefusedException {
        return scope.of(project);
    }

    @Override
    Optional<RecordOptions> record() {
        return Optional.of(record);
    }

    @Option(
            names = "--to",
            paramLabel = "RELEASE",
            converter = ArtifactOptions.ReleaseIdConverter.class,
            description = "the release to go back to")
    private Optional<ReleaseId> to;

    @Option(
            names = "--force",
            paramLabel = "HOST",
            description = "includes a host that was changed outside of Sluice since the last rollout, from its state"
                    + " now; may be repeated; needs --reason")
    private List<String> forced = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", description = "why hosts are forced, for the record")
    private Optional<String> reason;

    @Spec
    private CommandSpec command;

    @Override
    RolloutResult roll(Fleet fleet, Front front) throws Exception {
        return new RollbackOperation(fleet, front).run(to, waivers());
    }

    private List<Waiver> waivers() {
        if (forced.isEmpty()) {
            WaiverOptions.refuseNeedless(command, "--reason", "--force");
        }
        return forced.stream()
                .map(host -> new Waiver(Waiver.Kind.HOST, host, WaiverOptions.why(reason, "--force", command)))
                .toList();
    }
}
