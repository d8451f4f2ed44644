package dev.sluice.cli;

import dev.sluice.engine.RolloutSummary;
import dev.sluice.operation.Fleet;
import dev.sluice.view.EnumWord;
import dev.sluice.view.ExitCode;
import dev.sluice.view.HistoryListing;
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
        show(output, HistoryListing.of(fleet.name().toString(), history), () -> table.print(out()));
        history.problems().forEach(err()::println);
        return ExitCode.DONE;
    }

    private static void row(Table table, RolloutSummary rollout) {
        table.row(
                rollout.id().toString(),
                rollout.createdAt().toString(),
                EnumWord.of(rollout.purpose()),
                rollout.release().value(),
                rollout.outcome()
                        .map(EnumWord::of)
                        .orElseGet(() -> "unfinished (" + EnumWord.of(rollout.phase()) + ")"),
                rollout.actor());
    }
}
