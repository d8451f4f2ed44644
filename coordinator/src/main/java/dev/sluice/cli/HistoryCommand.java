package dev.sluice.cli;

import dev.sluice.document.HarmlessText;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.operation.ProjectFiles;
import dev.sluice.plan.FleetName;
import dev.sluice.view.EnumWord;
import dev.sluice.view.ExitCode;
import dev.sluice.view.HistoryListing;
import dev.sluice.wiring.Fleets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What happened, when, by whom. */
@Command(
        name = "history",
        description = "Lists the rollouts of the fleet, the newest first.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice history"})
@SuppressWarnings("NullAway.Init")
final class HistoryCommand extends RecordsCommand {
    private static final int MOST = 200;

    @Mixin
    private OutputOptions output;

    @Override
    ExitCode on(Fleets fleets, ProjectFiles found, FleetName fleet) throws Exception {
        var history = fleets.records().store().history(fleet);
        var table = new Table("ROLLOUT", "WHEN", "WHAT", "RELEASE", "ENDED", "BY");
        history.rollouts().forEach(rollout -> row(table, rollout));
        show(output, HistoryListing.of(fleet.toString(), history), () -> {
            table.print(out());
            history.rollouts().forEach(this::decisions);
        });
        history.problems().forEach(err()::println);
        return ExitCode.DONE;
    }

    /** Reasons and approvals, below the table. */
    private void decisions(RolloutSummary rollout) {
        for (var waiver : rollout.waivers()) {
            var name = waiver.name().isEmpty() ? "" : " " + waiver.name();
            out().printf(
                            "  %s  waived %s%s: %s%n",
                            rollout.id(),
                            EnumWord.of(waiver.kind()),
                            HarmlessText.line(name, MOST),
                            HarmlessText.line(waiver.reason(), MOST));
        }
        for (var decision : rollout.decisions()) {
            out().printf(
                            "  %s  %s by %s at %s%n",
                            rollout.id(),
                            HarmlessText.line(decision.what(), MOST),
                            HarmlessText.line(decision.by(), MOST),
                            decision.at());
        }
    }

    private static String until(RolloutSummary rollout) {
        return rollout.hold()
                .map(hold -> " until " + hold.at() + ", then " + EnumWord.of(hold.then()))
                .orElse("");
    }

    private static void row(Table table, RolloutSummary rollout) {
        table.row(
                rollout.id().toString(),
                rollout.createdAt().toString(),
                EnumWord.of(rollout.purpose()),
                rollout.release().value(),
                rollout.outcome()
                        .map(EnumWord::of)
                        .orElseGet(() -> "unfinished (" + EnumWord.of(rollout.phase()) + until(rollout) + ")"),
                rollout.actor());
    }
}
