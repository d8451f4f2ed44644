package dev.sluice.cli;

import dev.sluice.inventory.HostName;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.PruneOperation;
import dev.sluice.readiness.RefusedException;
import dev.sluice.step.Prune;
import dev.sluice.view.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes old releases. */
@Command(
        name = "prune",
        description = {
            "Removes releases that are no longer needed, by the same rules as after a rollout, and incomplete ones.",
            "The live release, the one to go back to and release.keep others stay. Shows first what it would remove."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice prune --limit web01.example.com"})
@SuppressWarnings("NullAway.Init")
final class PruneCommand extends StateCommand {
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
        var pruned = new PruneOperation(fleet).run(superfluous -> {
            superfluous.forEach((host, what) -> out().printf("  remove   %s  %s%n", host, String.join(", ", what)));
            out().flush();
            confirm.agree("Remove these from " + new Count(superfluous.size(), "host") + " of " + fleet.name() + "?");
        });
        pruned.done().forEach(this::print);
        if (pruned.done().isEmpty() && pruned.failures().isEmpty()) {
            out().println("nothing to remove");
        }
        return failures(pruned);
    }

    private void print(HostName host, Prune.Pruned pruned) {
        pruned.removed().forEach(id -> out().printf("  removed  %s  %s%n", host, id));
        pruned.left().forEach(id -> out().printf("  left     %s  %s could not be removed whole%n", host, id));
    }
}
