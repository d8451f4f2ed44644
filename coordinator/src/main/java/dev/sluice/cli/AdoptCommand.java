package dev.sluice.cli;

import dev.sluice.operation.AdoptOperation;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes live releases into care. */
@Command(
        name = "adopt",
        description = {
            "Places the endpoint in the live release of every host, so that it can be asked and gone back to.",
            "A release that another tool made receives a marker too. Also uploads a new key to the hosts."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice adopt --limit canary"})
@SuppressWarnings("NullAway.Init")
final class AdoptCommand extends StateCommand {
    @Mixin
    private ScopeOptions scope;

    @Mixin
    private ConfirmOptions confirm;

    @Override
    Scope scope(Project project) throws RefusedException {
        return scope.of(project);
    }

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var adopted = new AdoptOperation(fleet)
                .run(name -> confirm.agree("Place the endpoint in the live releases of " + name + "?"));
        adopted.done().forEach((host, release) -> out().printf(
                        "  adopted  %s  %s %s%n", host, release.release(), release.digest()));
        return failures(adopted);
    }
}
