package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.engine.RolloutSummary;
import java.util.Locale;
import picocli.CommandLine.Command;

/** What happened, when, by whom. */
@Command(
        name = "history",
        description = "Lists the rollouts of the fleet, the newest first.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice history"})
@SuppressWarnings("NullAway.Init")
final class HistoryCommand extends FleetCommand {
    @Override
    ExitCode on(Coordinator coordinator) throws Exception {
        var history = coordinator.store().history(coordinator.fleet());
        var table = new Table("ROLLOUT", "WHEN", "WHAT", "RELEASE", "ENDED", "BY");
        history.rollouts().forEach(rollout -> row(table, rollout));
        table.print(out());
        history.problems().forEach(err()::println);
        return ExitCode.DONE;
    }

    private static void row(Table table, RolloutSummary rollout) {
        table.row(
                rollout.id().value(),
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
