package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.LockOperation;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.plan.RolloutId;
import dev.sluice.readiness.LeaseJudgement;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends what holds the hosts. */
@Command(
        name = "unlock",
        description = {
            "Ends exactly one lock: one made by hand, or the lease of a rollout that is held or dead.",
            "What that rollout still sends is refused by the hosts. sluice lock lists the locks."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice unlock --lock lock-7f3a09bc"})
@SuppressWarnings("NullAway.Init")
final class UnlockCommand extends StateCommand {
    @Mixin
    private ScopeOptions scope;

    @Mixin
    private ConfirmOptions confirm;

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

    private static final int MOST_OF_AN_OWNER = 120;

    @Option(
            names = "--lock",
            paramLabel = "ID",
            required = true,
            description = "as sluice lock lists it, or a unique beginning")
    private String id;

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var locks = new LockOperation(fleet);
        var holders = locks.holders();
        var held = LockOperation.heldBy(holders, id);
        var lease = held.hosts().values().iterator().next();
        confirm.agree("%s holds %s: of %s, for %s. End it?"
                .formatted(
                        RolloutId.shorten(held.id()),
                        new Count(held.hosts().size(), "host"),
                        lease.owner().shown(MOST_OF_AN_OWNER),
                        LeaseJudgement.words(lease.age())));
        var ended = locks.end(held);
        var where = ended.done().entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(host -> host.getKey().value())
                .collect(Collectors.joining(", "));
        if (!where.isEmpty()) {
            out().printf("%s ended on %s%n", RolloutId.shorten(held.id()), where);
        }
        var code = failures(ended);
        var silent =
                holders.stream().filter(holder -> holder.note().isPresent()).toList();
        silent.forEach(holder -> err().printf(
                        "%s could not be asked, and may still be held: %s%n",
                        holder.host(), holder.note().orElse("")));
        return code == ExitCode.DONE && !silent.isEmpty() ? ExitCode.UNTOUCHED : code;
    }
}
