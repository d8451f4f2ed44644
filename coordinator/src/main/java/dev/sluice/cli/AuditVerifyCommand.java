package dev.sluice.cli;

import dev.sluice.operation.Audit;
import dev.sluice.operation.Audit.Verdict;
import dev.sluice.operation.ProjectFiles;
import dev.sluice.plan.FleetName;
import dev.sluice.view.AuditListing;
import dev.sluice.view.ExitCode;
import dev.sluice.wiring.Fleets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads the records of the fleet whole. */
@Command(
        name = "verify",
        description = {
            "Reads every record of the fleet whole: each checksum, and the chain of hashes from the plan to the head.",
            "A head is also printed at the end of each run: one that was kept elsewhere shows a record that was written anew.",
            "Ends with 12 where a record is damaged."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice audit verify", "  sluice audit verify r-7f3a"})
@SuppressWarnings("NullAway.Init")
final class AuditVerifyCommand extends RecordsCommand {
    @Parameters(paramLabel = "ROLLOUT", arity = "0..1", description = "an id, or the beginning of one (default: all)")
    private Optional<String> rollout;

    @Mixin
    private OutputOptions output;

    @Override
    ExitCode on(Fleets fleets, ProjectFiles found, FleetName fleet) throws Exception {
        var verdicts = new Audit(fleets.records().store(), fleet).verify(rollout.orElse(""));
        show(output, AuditListing.of(fleet.toString(), verdicts), () -> print(verdicts));
        var sound = verdicts.stream().allMatch(verdict -> verdict.problem().isEmpty());
        return sound ? ExitCode.DONE : ExitCode.JOURNAL_DAMAGED;
    }

    private void print(List<Verdict> verdicts) {
        var table = new Table("ROLLOUT", "RECORD", "RECORDS", "HEAD");
        verdicts.forEach(verdict -> table.row(
                verdict.rollout().toString(),
                verdict.problem().isEmpty() ? "sound" : "DAMAGED",
                Integer.toString(verdict.records()),
                verdict.head()));
        table.print(out());
        for (var verdict : verdicts) {
            verdict.notes().forEach(note -> out().println("  note     " + note));
            verdict.problem().ifPresent(problem -> out().println("  problem  " + problem));
        }
    }
}
