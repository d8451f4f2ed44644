package dev.sluice.cli;

import dev.sluice.engine.JournalException;
import dev.sluice.operation.DisableOperation;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.FleetStatus;
import dev.sluice.operation.FleetStatus.HostView;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.plan.Restrictions.DisabledHost;
import dev.sluice.plan.RolloutId;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import dev.sluice.view.HostsListing;
import dev.sluice.view.HostsListing.Source;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The fleet, host by host. */
@Command(
        name = "hosts",
        description =
                "Shows the release of each host by the record, and with --live by the host itself. Ends with 11 where"
                        + " they differ.",
        mixinStandardHelpOptions = true,
        subcommands = {HostsDisableCommand.class, HostsEnableCommand.class},
        footer = {"", "Example:", "  sluice hosts --live"})
@SuppressWarnings("NullAway.Init")
final class HostsCommand extends StateCommand {
    @Mixin
    private ScopeOptions scope;

    @Mixin
    private RecordOptions record;

    @Override
    Scope scope(Project project) throws RefusedException {
        return scope.of(project);
    }

    @Override
    Optional<RecordOptions> record() {
        return Optional.of(record);
    }

    @Option(names = "--live", description = "asks the hosts")
    private boolean live;

    @Mixin
    private OutputOptions output;

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var views = views(fleet);
        var disabled = new DisableOperation(fleet).disabled();
        show(
                output,
                HostsListing.of(fleet.name().toString(), live ? Source.HOSTS : Source.RECORD, views, disabled),
                () -> print(views, disabled));
        return views.stream().anyMatch(HostView::differs) ? ExitCode.DIVERGED : ExitCode.DONE;
    }

    private List<HostView> views(Fleet fleet) throws JournalException, RefusedException {
        var status = new FleetStatus(fleet);
        return live ? status.live() : status.recorded();
    }

    private void print(List<HostView> views, List<DisabledHost> disabled) {
        var table = live
                ? new Table("HOST", "RECORD", "CURRENT", "SERVED", "LEASE", "RELEASES", "NOTE")
                : new Table("HOST", "RECORD");
        views.forEach(view -> row(table, view));
        table.print(out());
        disabled.forEach(out -> out().println("  " + out.host() + "  " + out.words()));
        views.forEach(view -> view.outdated().forEach(line -> out().println("  " + view.host() + "  " + line)));
    }

    private void row(Table table, HostView view) {
        var host = view.host().value();
        var recorded = view.recorded().map(HostsCommand::shown).orElse("-");
        if (!live) {
            table.row(host, recorded);
            return;
        }
        table.row(
                host,
                recorded,
                view.shownLink().map(HostsCommand::shown).orElse("?"),
                ServedText.of(view.served()).orElse("-"),
                view.lease().map(RolloutId::shorten).orElse("-"),
                view.releases().map(String::valueOf).orElse("?"),
                view.note().orElseGet(() -> view.difference()));
    }

    private static String shown(String link) {
        return link.isEmpty() ? "nothing" : link.replaceFirst("^releases/", "");
    }
}
