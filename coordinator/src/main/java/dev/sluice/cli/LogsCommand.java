package dev.sluice.cli;

import dev.sluice.document.HarmlessText;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RolloutStore;
import dev.sluice.operation.ProjectFiles;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.view.ExitCode;
import dev.sluice.wiring.Coordinator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What tasks wrote. */
@Command(
        name = "logs",
        description = "Prints what the tasks of a rollout wrote: of all machines, or of the one named.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice logs r-7f3a web01.example.com"})
@SuppressWarnings("NullAway.Init")
final class LogsCommand extends RecordsCommand {
    /** Longer than any line that a person reads. */
    private static final int LINE_CHARS = 10_000;

    @Parameters(index = "0", paramLabel = "ROLLOUT", description = "an id, or the beginning of one")
    private String rollout;

    @Parameters(
            index = "1",
            paramLabel = "HOST",
            arity = "0..1",
            description = "a host's name; coordinator for tasks on the coordinator's machine")
    private Optional<String> host;

    @Override
    ExitCode on(Coordinator coordinator, ProjectFiles found, FleetName fleet) throws Exception {
        var id = id(coordinator.records().store(), fleet);
        var logs = coordinator.records().logs();
        var machines = logs.machines(fleet, id);
        if (host.isPresent() && !machines.contains(host.get())) {
            throw refused(
                    "no task of " + id + " wrote anything on " + host.get(),
                    machines.isEmpty()
                            ? "the rollout has no logs"
                            : "there are logs of " + String.join(", ", machines));
        }
        for (var machine : host.map(List::of).orElse(machines)) {
            var prefix = host.isPresent() ? "" : machine + "  ";
            logs.read(fleet, id, machine, line -> out().println(prefix + HarmlessText.line(line, LINE_CHARS)));
        }
        out().flush();
        return ExitCode.DONE;
    }

    private RolloutId id(RolloutStore store, FleetName fleet) throws JournalException, RefusedException {
        var found = store.history(fleet).rollouts().stream()
                .map(known -> known.id())
                .filter(known -> known.value().startsWith(rollout))
                .toList();
        if (found.size() != 1) {
            throw refused(
                    found.isEmpty()
                            ? fleet + " has no rollout that begins with " + rollout
                            : rollout + " could be any of " + found,
                    "sluice history lists them");
        }
        return found.get(0);
    }

    private static RefusedException refused(String what, String next) {
        return new RefusedException(Reason.USAGE, List.of(what), next);
    }
}
