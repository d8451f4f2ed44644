package dev.sluice.cli;

import dev.sluice.engine.FleetHistory;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.operation.Fleet;
import dev.sluice.view.ExitCode;
import dev.sluice.view.HistoryListing;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What happened, when, by whom. */
@Command(
        name = "history",
        description = "Lists the rollouts of the fleet, the newest first.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice history"})
@SuppressWarnings("NullAway.Init")
final class HistoryCommand extends FleetCommand {
    @Mixin
    private OutputOptions output;

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var history = fleet.store().history(fleet.name());
        var table = new Table("ROLLOUT", "WHEN", "WHAT", "RELEASE", "ENDED", "BY");
        history.rollouts().forEach(rollout -> row(table, rollout));
        show(output, listing(fleet.name().toString(), history), () -> table.print(out()));
        history.problems().forEach(err()::println);
        return ExitCode.DONE;
    }

    private static HistoryListing listing(String fleet, FleetHistory history) {
        return new HistoryListing(
                fleet, history.rollouts().stream().map(HistoryCommand::entry).toList(), history.problems());
    }

    private static HistoryListing.Entry entry(RolloutSummary rollout) {
        return new HistoryListing.Entry(
                rollout.id().value(),
                rollout.createdAt().toString(),
                rollout.changedAt().toString(),
                word(rollout.purpose()),
                rollout.release().value(),
                word(rollout.phase()),
                rollout.outcome().map(HistoryCommand::word),
                rollout.actor());
    }

    private static void row(Table table, RolloutSummary rollout) {
        table.row(
                rollout.id().toString(),
                rollout.createdAt().toString(),
                word(rollout.purpose()),
                rollout.release().value(),
                rollout.outcome()
                        .map(HistoryCommand::word)
                        .orElseGet(() -> "unfinished (" + word(rollout.phase()) + ")"),
                rollout.actor());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
