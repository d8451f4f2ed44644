package dev.sluice.cli;

import dev.sluice.document.HarmlessText;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RolloutStore;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.ProjectFiles;
import dev.sluice.operation.SiteLogsOperation;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.view.ExitCode;
import dev.sluice.view.LogsListing;
import dev.sluice.wiring.Fleets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What tasks wrote, and what the site itself logs. */
@Command(
        name = "logs",
        description = {
            "Prints what the tasks of a rollout wrote: of all machines, or of the one named.",
            "With --site it prints the last lines of the site's own logs: of all hosts, or of the one named."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  sluice logs r-7f3a web01.example.com",
            "  sluice logs --site --follow --limit canary",
            "",
            "Which logs belong to the site: logs in the inventory (sluice docs inventory)."
        })
@SuppressWarnings("NullAway.Init")
final class LogsCommand extends RecordsCommand {
    /** Longer than any line that a person reads. */
    private static final int LINE_CHARS = 10_000;

    private static final int DEFAULT_LINES = 20;
    private static final int MOST_LINES = 1_000;

    /** What hosts and tasks printed keeps its lines. */
    @Override
    void begin() {}

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ROLLOUT|HOST",
            description = "a rollout's id, or the beginning of one; with --site a host's name")
    private Optional<String> first;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "HOST",
            description = "a host's name; coordinator for tasks on the coordinator's machine")
    private Optional<String> second;

    @Option(names = "--site", description = "the site's own logs instead of those of a rollout's tasks")
    private boolean site;

    @Option(
            names = "--follow",
            description = "with --site: print new lines until Ctrl-C, through rotations of the logs")
    private boolean follow;

    @Option(
            names = "--lines",
            paramLabel = "N",
            description = "with --site: the last N lines of each log, up to 1000 (default: 20)")
    private Optional<Integer> lines;

    @Mixin
    private ScopeOptions scope;

    @Mixin
    private OutputOptions output;

    @Override
    ExitCode on(Fleets fleets, ProjectFiles found, FleetName name) throws Exception {
        check();
        if (!site) {
            return taskLogs(fleets, name);
        }
        var project = project(fleets, found);
        try (var fleet = fleets.fleet(project, scope.of(project))) {
            return siteLogs(fleet);
        }
    }

    private void check() throws RefusedException {
        if (!site && (follow || lines.isPresent() || scope.isGiven() || !output.forPeople())) {
            throw refused(
                    "--follow, --lines, --output, --limit and --exclude are for the site's own logs",
                    "add --site, or leave them out");
        }
        if (!site && first.isEmpty()) {
            throw refused(
                    "no rollout is named", "sluice history lists them; for the site's own logs: sluice logs --site");
        }
        if (site && second.isPresent()) {
            throw refused("--site takes one host and no rollout", "for several hosts: --limit");
        }
        if (follow && !output.forPeople()) {
            throw refused("--follow prints lines for people, without end", "leave out --output");
        }
        if (lines.isPresent() && (lines.get() < 1 || lines.get() > MOST_LINES)) {
            throw refused("--lines " + lines.get() + " is out of range", "name a number from 1 to " + MOST_LINES);
        }
    }

    private ExitCode siteLogs(Fleet fleet) throws RefusedException, InterruptedException {
        var operation = new SiteLogsOperation(fleet);
        var hosts = operation.hosts(first);
        var last = operation.last(hosts, lines.orElse(DEFAULT_LINES));
        var listing = LogsListing.of(fleet.name().toString(), hosts, last);
        var text = new SiteLogsText(out(), err());
        show(output, listing, () -> text.print(listing));
        var code = failures(last);
        if (follow) {
            operation.follow(last, hosts, text);
        }
        return code;
    }

    private ExitCode taskLogs(Fleets fleets, FleetName fleet) throws JournalException, RefusedException {
        var host = second;
        var id = id(fleets.records().store(), fleet, first.orElseThrow());
        var logs = fleets.records().logs();
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

    private static RolloutId id(RolloutStore store, FleetName fleet, String rollout)
            throws JournalException, RefusedException {
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
