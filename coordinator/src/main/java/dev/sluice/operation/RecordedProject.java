package dev.sluice.operation;

import dev.sluice.document.DocumentIndex;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.engine.RolloutStore;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostGroup;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.Inventory;
import dev.sluice.inventory.InventoryDocument;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.Waiver;
import dev.sluice.playbook.PlaybookDocument;
import dev.sluice.playbook.TargetCheck;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A project as the records of this machine describe it, for commands that have to work while a file of it cannot be used. A file that can be used
 * counts; the frozen plans take the place of the other. Records that came from other machines do not count: they would have to equal the files.
 */
public final class RecordedProject {
    /** A limited rollout has a part of the hosts only: so many of the newest records are put together. */
    private static final int RECORDS = 10;

    private final RolloutStore store;

    public RecordedProject(RolloutStore store) {
        this.store = store;
    }

    /**
     * What was found.
     *
     * @param note for people: which records it is made of, and what is not done without the files
     */
    public record Recorded(Project project, String note) {}

    /**
     * The project of a fleet.
     *
     * @throws RefusedException where no record of this machine can take the place of the files, or they are of other hosts
     */
    public Recorded of(ProjectFiles files, FleetName fleet) throws JournalException, RefusedException {
        var plans = plans(fleet);
        if (plans.isEmpty()) {
            throw new RefusedException(
                    Reason.INVALID,
                    List.of(
                            "no rollout of " + fleet
                                    + " was made on this machine: no record can take the place of the files, which have errors"),
                    "mend the files, and run the same command again");
        }
        refuseOtherHosts(files, fleet, plans);
        var project = fitting(
                files,
                new InventoryDocument(inventory(files, fleet, plans), unread(files.inventoryFile())),
                new PlaybookDocument(newest(plans).playbook(), unread(files.playbookFile())));
        return new Recorded(project, note(project, plans));
    }

    private static DocumentIndex unread(Path file) {
        return DocumentIndex.unread(file.toString());
    }

    /** Plans that this machine made, the newest first; a damaged record is reported by who needs it. */
    private List<RolloutPlan> plans(FleetName fleet) throws JournalException {
        var plans = new ArrayList<RolloutPlan>();
        for (var summary : store.history(fleet).rollouts()) {
            if (plans.size() == RECORDS) {
                break;
            }
            own(summary.id()).map(RecordedRollout::plan).ifPresent(plans::add);
        }
        return plans;
    }

    private Optional<RecordedRollout> own(RolloutId id) {
        try {
            return Optional.of(store.read(id)).filter(record -> record.origin().isEmpty());
        } catch (JournalException damaged) {
            return Optional.empty();
        }
    }

    /** The plan of a rollout that skipped a health check does not contain the check. */
    private static RolloutPlan newest(List<RolloutPlan> plans) {
        return plans.stream()
                .filter(plan -> plan.waivers().stream().noneMatch(waiver -> waiver.kind() == Waiver.Kind.CHECK))
                .findFirst()
                .orElse(plans.get(0));
    }

    /** Two projects can have the same names; then the records are the other one's. */
    private static void refuseOtherHosts(ProjectFiles files, FleetName fleet, List<RolloutPlan> plans)
            throws RefusedException {
        if (files.inventory().isEmpty()) {
            return;
        }
        var written = files.inventory().get().inventory();
        if (hosts(plans).values().stream().noneMatch(host -> isSame(host, written.host(host.name())))) {
            throw new RefusedException(
                    Reason.INVALID,
                    List.of("the records of " + fleet + " on this machine are of other hosts than "
                            + files.inventoryFile()),
                    "mend the files, or name the state directory of this project with --state");
        }
    }

    private static boolean isSame(Host recorded, Optional<Host> written) {
        return written.filter(host -> host.address().equals(recorded.address())
                        && host.ssh().port() == recorded.ssh().port()
                        && host.path().equals(recorded.path()))
                .isPresent();
    }

    /** Each host as the newest plan has it. */
    private static Map<HostName, Host> hosts(List<RolloutPlan> plans) {
        var hosts = new LinkedHashMap<HostName, Host>();
        plans.stream()
                .flatMap(plan -> plan.hosts().stream())
                .map(HostPlan::host)
                .forEach(host -> hosts.putIfAbsent(host.name(), host));
        return hosts;
    }

    private static Inventory inventory(ProjectFiles files, FleetName fleet, List<RolloutPlan> plans) {
        var hosts = List.copyOf(hosts(plans).values());
        var names = hosts.stream()
                .flatMap(host -> host.groups().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var groups = names.stream()
                .map(group -> new HostGroup(
                        group,
                        Map.of(),
                        hosts.stream()
                                .filter(host -> host.groups().contains(group))
                                .map(Host::name)
                                .toList()))
                .toList();
        return new Inventory(fleet.inventory(), new WrittenName(files.inventoryFile()).value("project"), groups, hosts);
    }

    /** The most of the files that fits together. */
    private static Project fitting(ProjectFiles files, InventoryDocument who, PlaybookDocument how) {
        return files.inventory()
                .flatMap(written -> fit(files, written, how))
                .or(() -> files.playbook().flatMap(written -> fit(files, who, written)))
                .orElseGet(() -> new Project(who, how, files.problems()));
    }

    private static Optional<Project> fit(ProjectFiles files, InventoryDocument who, PlaybookDocument how) {
        return TargetCheck.of(how, who.inventory()).isEmpty()
                ? Optional.of(new Project(who, how, files.problems()))
                : Optional.empty();
    }

    private static String note(Project project, List<RolloutPlan> plans) {
        var newest = plans.get(0);
        return "the files have errors: " + project.fleet()
                + " is as the records of this machine have it, the newest of "
                + newest.createdAt() + " (" + newest.id() + "), with "
                + project.inventory().hosts().stream()
                        .map(host -> host.name().value())
                        .collect(Collectors.joining(", "))
                + ". Records of other machines count only where they equal the files, and are not used";
    }
}
