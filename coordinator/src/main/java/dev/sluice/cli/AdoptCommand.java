package dev.sluice.cli;

import dev.sluice.app.Adopting;
import dev.sluice.app.RefusedException;
import dev.sluice.app.RefusedException.Reason;
import dev.sluice.document.InvalidDocumentException;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes live releases into care. */
@Command(
        name = "adopt",
        description = {
            "Places the endpoint in the live release of every host, and a marker if another tool made the release,",
            "so that it can be asked, and gone back to. Also brings a new key to the hosts."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice adopt --limit canary"})
@SuppressWarnings("NullAway.Init")
final class AdoptCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private RunOptions run;

    @Override
    @SuppressWarnings("try") // The lock is held, and that is all it is for.
    public Integer call() throws InvalidDocumentException, RefusedException, JournalException, LockedException {
        try (var coordinator = run.coordinator(project.read());
                var lock = coordinator.store().lock(coordinator.fleet())) {
            if (!run.agrees("Place the endpoint in the live releases of " + coordinator.fleet() + "?")) {
                throw new RefusedException(
                        Reason.USAGE,
                        List.of("not confirmed; nothing was changed"),
                        "say --yes where nobody can be asked");
            }
            new Adopting(coordinator).run(project.scope()).forEach((host, adopted) -> spec.commandLine()
                    .getOut()
                    .printf("  adopted  %s  %s %s%n", host, adopted.release(), adopted.digest()));
            return ExitCode.DONE.number();
        }
    }
}
