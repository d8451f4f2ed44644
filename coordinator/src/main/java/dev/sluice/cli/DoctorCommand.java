package dev.sluice.cli;

import dev.sluice.operation.DiagnoseOperation;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.DoctorListing;
import dev.sluice.view.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whether a fleet is fit to be released to. */
@Command(
        name = "doctor",
        description = {
            "Checks everything that a release needs of the hosts, and reports what to do about what is missing.",
            "Changes nothing. Ends with 4 when there is a problem."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice doctor --limit canary"})
@SuppressWarnings("NullAway.Init")
final class DoctorCommand extends FleetCommand {
    @Mixin
    private ScopeOptions scope;

    @Override
    Scope scope(Project project) throws RefusedException {
        return scope.of(project);
    }

    @Mixin
    private OutputOptions output;

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var diagnosis = new DiagnoseOperation(fleet).examine();
        show(output, DoctorListing.of(fleet.name().toString(), diagnosis), () -> new DoctorText(out())
                .print(diagnosis));
        return diagnosis.healthy() ? ExitCode.DONE : ExitCode.UNTOUCHED;
    }
}
