package dev.sluice.cli;

import dev.sluice.engine.HostLanes.Results;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.SetupOperation;
import dev.sluice.operation.SetupOperation.Found;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From a bare server to one that can be released to. */
@Command(
        name = "setup",
        description = {
            "Shows what new hosts lack before their first release: commands for root, directories, shared files, and a",
            "configuration for nginx, Apache or Caddy to start from. Ends with 4 while something is missing.",
            "With --apply: makes the directories that the SSH user may make. Nothing is ever run as root."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice setup", "  sluice setup --apply && sluice doctor"})
@SuppressWarnings("NullAway.Init")
final class SetupCommand extends StateCommand {
    @Mixin
    private ScopeOptions scope;

    @Mixin
    private ConfirmOptions confirm;

    @Option(names = "--apply", description = "make the directories that the SSH user may make")
    private boolean apply;

    @Override
    Scope scope(Project project) throws RefusedException {
        return scope.of(project);
    }

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var operation = new SetupOperation(fleet);
        var found = operation.examine();
        if (apply) {
            var made = operation.apply(
                    found,
                    hosts -> confirm.agree("Make the site's directories on " + new Count(hosts.size(), "host") + "?"));
            made.done().forEach((host, directories) -> out().printf(
                            "  made     %s  %s%n", host, String.join(" ", directories)));
            if (!made.failures().isEmpty()) {
                return failures(made);
            }
            found = operation.examine();
        }
        return show(found);
    }

    private ExitCode show(Results<Found> found) {
        new SetupText(out()).print(found.done());
        if (!found.failures().isEmpty()) {
            return failures(found);
        }
        var ready = found.done().values().stream().allMatch(host -> host.setup().isReady());
        return ready ? ExitCode.DONE : ExitCode.UNTOUCHED;
    }
}
