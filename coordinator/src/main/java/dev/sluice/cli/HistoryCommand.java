package dev.sluice.cli;

import dev.sluice.document.InvalidDocumentException;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RolloutSummary;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What happened, when, by whom. */
@Command(
        name = "history",
        description = "Lists the rollouts of the fleet, the newest first.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice history"})
@SuppressWarnings("NullAway.Init")
final class HistoryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private RunOptions run;

    @Override
    public Integer call() throws InvalidDocumentException, JournalException {
        try (var coordinator = run.coordinator(project.read())) {
            var history = coordinator.store().history(coordinator.fleet());
            var table = new Table("ROLLOUT", "WHEN", "WHAT", "RELEASE", "ENDED", "BY");
            history.rollouts().forEach(rollout -> row(table, rollout));
            table.print(spec.commandLine().getOut());
            history.problems().forEach(spec.commandLine().getErr()::println);
            return ExitCode.DONE.number();
        }
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
