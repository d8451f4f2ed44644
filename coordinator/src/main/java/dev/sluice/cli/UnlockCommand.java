package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.Locking;
import dev.sluice.app.Locking.Holder;
import dev.sluice.doctor.LeaseJudgement;
import dev.sluice.host.HarmlessText;
import dev.sluice.plan.RolloutId;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
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
final class UnlockCommand extends FleetCommand {
    private static final int MOST_OF_AN_OWNER = 120;

    @Option(
            names = "--lock",
            paramLabel = "ID",
            required = true,
            description = "as sluice lock lists it, or a unique beginning")
    private String id;

    @Override
    ExitCode on(Coordinator coordinator) throws Exception {
        var locking = new Locking(coordinator);
        var holders = locking.holders(coordinator.scope());
        var held = Locking.heldBy(holders, id);
        var lease = held.hosts().values().iterator().next();
        agree("%s holds %s: of %s, for %s. End it?"
                .formatted(
                        RolloutId.shorten(held.id()),
                        new Count(held.hosts().size(), "host"),
                        HarmlessText.line(lease.owner(), MOST_OF_AN_OWNER),
                        LeaseJudgement.words(lease.age())));
        var ended = locking.end(held);
        out().printf(
                        "%s ended on %s%n",
                        RolloutId.shorten(held.id()),
                        ended.stream().map(host -> host.value()).collect(Collectors.joining(", ")));
        return tellOfSilent(holders);
    }

    private ExitCode tellOfSilent(List<Holder> holders) {
        var silent =
                holders.stream().filter(holder -> holder.note().isPresent()).toList();
        silent.forEach(holder -> err().printf(
                        "%s could not be asked, and may still be held: %s%n",
                        holder.host(), holder.note().orElse("")));
        return silent.isEmpty() ? ExitCode.DONE : ExitCode.UNTOUCHED;
    }
}
