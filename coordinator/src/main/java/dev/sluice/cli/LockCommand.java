package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.LockOperation;
import dev.sluice.operation.LockOperation.Holder;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.plan.RolloutId;
import dev.sluice.readiness.LeaseJudgement;
import dev.sluice.readiness.RefusedException;
import dev.sluice.step.HostFacts.LeaseFacts;
import dev.sluice.view.ExitCode;
import dev.sluice.view.LockListing;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who holds the hosts, and holding them by hand. */
@Command(
        name = "lock",
        description = {
            "Shows who holds which host. With --message it holds them: every release is refused until sluice unlock"
                    + " ends it.",
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: no release while the database moves", "  sluice lock --message 'database moves until 6'"
        })
@SuppressWarnings("NullAway.Init")
final class LockCommand extends StateCommand {
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

    @Option(
            names = "--message",
            paramLabel = "TEXT",
            description = "holds the hosts, and shows this to everyone who is refused")
    private Optional<String> message;

    @Mixin
    private OutputOptions output;

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var locks = new LockOperation(fleet);
        if (message.isPresent()) {
            confirm.agree("Hold the hosts of " + fleet.name() + " so that every release is refused?");
            var id = locks.hold(message.get());
            err().printf("held; sluice unlock --lock %s ends it%n", id);
        }
        var holders = locks.holders();
        var listing = LockListing.of(fleet.name().toString(), holders);
        show(output, listing, () -> print(holders));
        return holders.stream().anyMatch(holder -> holder.note().isPresent()) ? ExitCode.UNTOUCHED : ExitCode.DONE;
    }

    private void print(List<Holder> holders) {
        var table = new Table("HOST", "HELD BY", "FOR", "ENDS", "OWNER");
        holders.forEach(holder -> table.row(
                holder.host().value(),
                holder.lease()
                        .map(LeaseFacts::rollout)
                        .map(RolloutId::shorten)
                        .orElse(holder.note().isPresent() ? "?" : "no one"),
                holder.lease().map(lease -> LeaseJudgement.words(lease.age())).orElse("-"),
                holder.lease().map(LockCommand::end).orElse("-"),
                holder.lease().map(LockListing::owner).or(holder::note).orElse("")));
        table.print(out());
    }

    private static String end(LeaseFacts lease) {
        if (lease.ttl().isZero()) {
            return "by hand";
        }
        return lease.alive() ? "in " + LeaseJudgement.words(lease.ttl().minus(lease.age())) : "ended";
    }
}
