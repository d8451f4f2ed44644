package dev.sluice.cli;

import dev.sluice.document.HarmlessText;
import dev.sluice.document.HumanUnits;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RolloutStore;
import dev.sluice.engine.Rollouts;
import dev.sluice.inventory.HostName;
import dev.sluice.operation.FleetStatus;
import dev.sluice.operation.FleetStatus.HostView;
import dev.sluice.operation.PendingRollout;
import dev.sluice.operation.ProjectFiles;
import dev.sluice.operation.RolloutWatch;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.report.RolloutReporter;
import dev.sluice.view.EnumWord;
import dev.sluice.view.ExitCode;
import dev.sluice.view.StatusListing;
import dev.sluice.wiring.Fleets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The status of a rollout. */
@Command(
        name = "status",
        description =
                "Shows the status of a rollout: the newest, or the one named. With --live the hosts are asked too.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice status r-7f3a --live"})
@SuppressWarnings("NullAway.Init")
final class StatusCommand extends RecordsCommand {
    private static final int MOST = 200;

    @Parameters(paramLabel = "ROLLOUT", arity = "0..1", description = "an id, or the beginning of one")
    private Optional<String> rollout;

    @Option(names = "--live", description = "asks the hosts, and ends with 11 where one differs")
    private boolean live;

    @Option(
            names = "--watch",
            description = "follows it until it ends or waits for a person, and ends with its exit code")
    private boolean watch;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ScopeOptions scope;

    @Override
    ExitCode on(Fleets fleets, ProjectFiles found, FleetName fleet) throws Exception {
        refuseScope();
        var store = fleets.records().store();
        var record = store.read(id(rollout, store, fleet));
        if (watch) {
            refuseWithWatch();
            return watch(new RolloutWatch(store, fleet, fleets.time()), record.plan());
        }
        List<HostView> views = live ? live(fleets, found) : List.of();
        var pending = new PendingRollout(record, store.holder(fleet));
        var now = fleets.time().now();
        show(output, StatusListing.of(pending, views), () -> {
            print(pending, views, now);
            printGivenUp(fleets.records().outbox().givenUp());
        });
        return views.stream().anyMatch(HostView::differs) ? ExitCode.DIVERGED : ExitCode.DONE;
    }

    private void refuseWithWatch() throws RefusedException {
        if (live || !output.forPeople()) {
            throw refused(
                    "--watch shows what is recorded, line by line, to people",
                    "give it without --live and --output; a program reads events.jsonl: --output-dir of the command that runs the rollout");
        }
    }

    private ExitCode watch(RolloutWatch watch, RolloutPlan plan) throws Exception {
        try (var reporter = new RolloutReporter(plan, out(), ColorOptions.usual(host()), Optional.empty())) {
            var record = watch.follow(plan.id(), reporter);
            var state = record.state();
            var over = state.phase().terminal() || state.phase().waitsForPerson();
            var code = over ? ExitCode.ofBringing(state) : ExitCode.UNFINISHED;
            reporter.end(new Rollouts.Ended(plan, state, record.head()));
            if (!over) {
                PendingRollout.next(record).forEach(next -> out().println("  next  " + next));
            }
            return code;
        }
    }

    /** Without the hosts there is nothing that could be limited. */
    private void refuseScope() throws RefusedException {
        var given = spec().commandLine().getParseResult();
        if (!live && (given.hasMatchedOption("--limit") || given.hasMatchedOption("--exclude"))) {
            throw refused(
                    "--limit and --exclude cannot apply: without --live no host is asked",
                    "give --live too, or leave them out");
        }
    }

    private List<HostView> live(Fleets fleets, ProjectFiles found) throws JournalException, RefusedException {
        var project = project(fleets, found);
        try (var fleet = fleets.fleet(project, scope.of(project))) {
            return new FleetStatus(fleet).live();
        }
    }

    private static RolloutId id(Optional<String> rollout, RolloutStore store, FleetName fleet)
            throws JournalException, RefusedException {
        if (rollout.isEmpty()) {
            return store.history(fleet).rollouts().stream()
                    .findFirst()
                    .map(newest -> newest.id())
                    .orElseThrow(() -> refused(fleet + " has no rollout yet", "sluice release makes one"));
        }
        var found = store.find(rollout.get());
        if (found.size() != 1) {
            throw refused(
                    found.isEmpty()
                            ? "no rollout begins with " + rollout.get()
                            : rollout.get() + " could be any of " + found,
                    "sluice history lists them");
        }
        return found.get(0);
    }

    private static RefusedException refused(String what, String next) {
        return new RefusedException(Reason.USAGE, List.of(what), next);
    }

    private void print(PendingRollout pending, List<HostView> views, Instant now) {
        var out = out();
        var record = pending.record();
        var state = record.state();
        var plan = record.plan();
        var how = state.outcome().map(EnumWord::of).orElseGet(() -> EnumWord.of(state.phase()));
        out.printf("%s %s %s: %s%n", plan.fleet(), plan.id(), plan.release().id(), how);
        state.trouble().ifPresent(trouble -> out.println("  why   " + trouble));
        out.printf("  from  %s, by %s%n", plan.createdAt(), HarmlessText.line(plan.actor(), MOST));
        pending.words().ifPresent(words -> out.println("  now   " + words));
        pending.soak()
                .ifPresent(soak -> out.printf(
                        "  soak  of batch %d until %s, %s left%n",
                        soak.batch(), soak.until(), HumanUnits.left(now, soak.until())));
        Map<HostName, HostView> live = HostView.byHost(views);
        var table = new Table("BATCH", "HOST", "PHASE", "FROM", "TO", "NOW");
        for (var batch : plan.batches()) {
            for (var host : batch.hosts()) {
                var step = plan.host(host);
                table.row(
                        Integer.toString(batch.number()),
                        host.value(),
                        EnumWord.of(state.host(host).phase()),
                        step.previous().map(id -> id.value()).orElse("nothing"),
                        step.to().value(),
                        now(Optional.ofNullable(live.get(host))));
            }
        }
        table.print(out);
        plan.leftOut().forEach(left -> out.println("  left  " + left.host() + ": " + left.why()));
        record.notes().forEach(note -> out.println("  note  " + note));
        pending.next().forEach(next -> out.println("  next  " + next));
        out.println("  head  " + record.head());
        out.flush();
    }

    private void printGivenUp(int notifications) {
        if (notifications > 0) {
            out().printf(
                            "  note  %s could not be delivered: sluice self-check shows why%n",
                            new Count(notifications, "notification"));
            out().flush();
        }
    }

    private static String now(Optional<HostView> view) {
        return view.map(host -> host.shownLink().orElse("?")
                        + ServedText.of(host.served())
                                .map(served -> ", serves " + served)
                                .orElse("")
                        + (host.differs() ? ", differs from the record" : ""))
                .orElse("-");
    }
}
