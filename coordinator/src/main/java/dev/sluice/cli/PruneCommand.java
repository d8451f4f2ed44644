package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.Pruning;
import dev.sluice.app.RefusedException;
import dev.sluice.app.RefusedException.Reason;
import dev.sluice.engine.JournalException;
import java.util.List;
import picocli.CommandLine.Command;

/** Removes what nobody needs. */
@Command(
        name = "prune",
        description = {
            "Removes releases that nobody needs, by the same rules as after a rollout, and what was left half-done.",
            "The live release, the one to go back to and release.keep others stay. Shows first what it would remove."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice prune --limit web01.example.com"})
final class PruneCommand extends FleetCommand {
    @Override
    @SuppressWarnings("try") // The lock is held, and that is all it is for.
    ExitCode on(Coordinator coordinator) throws Exception {
        try (var lock = coordinator.store().lock(coordinator.fleet())) {
            refuseUnfinished(coordinator);
            var pruning = new Pruning(coordinator);
            var superfluous = pruning.prepare(coordinator.scope());
            if (superfluous.isEmpty()) {
                out().println("nothing to remove");
                return ExitCode.DONE;
            }
            superfluous.forEach((host, what) -> out().printf("  remove   %s  %s%n", host, String.join(", ", what)));
            out().flush();
            agree("Remove these from " + new Count(superfluous.size(), "host") + " of " + coordinator.fleet() + "?");
            pruning.run(coordinator.scope()).forEach((host, pruned) -> {
                pruned.removed().forEach(id -> out().printf("  removed  %s  %s%n", host, id));
                pruned.left().forEach(id -> out().printf("  left     %s  %s could not be removed whole%n", host, id));
            });
            return ExitCode.DONE;
        }
    }

    /** A rollout that was left unfinished may still need what it would go back to. */
    private static void refuseUnfinished(Coordinator coordinator) throws JournalException, RefusedException {
        var unfinished = coordinator.store().unfinished(coordinator.fleet());
        if (unfinished.isPresent()) {
            throw new RefusedException(
                    Reason.LOCKED,
                    List.of("rollout " + unfinished.get() + " of " + coordinator.fleet() + " was left unfinished"),
                    "sluice status shows it; end it first");
        }
    }
}
