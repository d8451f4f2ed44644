package dev.sluice.web.page;

import dev.sluice.daemon.ServedSite;
import dev.sluice.engine.FleetHistory;
import dev.sluice.engine.JournalException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.operation.ExpectedArtifact;
import dev.sluice.operation.KnownRestrictions;
import dev.sluice.operation.Ports;
import dev.sluice.operation.Project;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.Restrictions;
import dev.sluice.plan.RolloutId;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.Schedule;
import dev.sluice.schedule.ScheduleCalendar;
import dev.sluice.schedule.ScheduleRows;
import dev.sluice.web.page.SiteFacts.Named;
import dev.sluice.web.page.SiteFacts.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is known of a site on this machine. It contacts no host. */
final class SiteReader {
    private static final FleetHistory NO_HISTORY = new FleetHistory(List.of(), List.of());

    private final Ports.Records records;
    private final LastAnswers answers;
    private final TraceMemory memory;

    SiteReader(Ports.Records records, LastAnswers answers) {
        this.records = records;
        this.answers = answers;
        this.memory = new TraceMemory(id -> records.store().read(id));
    }

    SiteFacts read(ServedSite site, Instant now) {
        var named = named(site);
        var troubles = new ArrayList<String>();
        var history = or(troubles, NO_HISTORY, () -> records.store().history(named.fleet()));
        troubles.addAll(history.problems());
        var open = or(troubles, Optional.<SeenRollout>empty(), () -> open(named.fleet(), history));
        var recorded = new Recorded(
                history,
                or(troubles, Map.of(), () -> memory.of(named.hosts(), history.rollouts(), open)),
                or(
                        troubles,
                        ScheduleRows.of(List.of()),
                        () -> ScheduleRows.of(records.schedules().read(named.fleet()))),
                or(
                        troubles,
                        Restrictions.none(named.fleet()),
                        new KnownRestrictions(records.restrictions(), named.fleet())::read),
                artifacts(named.playbook(), now),
                troubles);
        return new SiteFacts(named, recorded, open, answers.of(named.fleet()), now);
    }

    /** A record that cannot be read is shown, and hides nothing else. */
    private static <T> T or(List<String> troubles, T otherwise, Reading<T> reading) {
        try {
            return reading.read();
        } catch (JournalException e) {
            troubles.add(String.valueOf(e.getMessage()));
            return otherwise;
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws JournalException;
    }

    static Named named(ServedSite site) {
        var hosts = site.project()
                .map(project -> project.targets(Project.Scope.ALL).stream()
                        .flatMap(List::stream)
                        .map(Host::name)
                        .distinct()
                        .toList())
                .orElse(List.<HostName>of());
        return new Named(site.fleet(), hosts, site.project().map(Project::playbook), site.problems());
    }

    private Optional<SeenRollout> open(FleetName fleet, FleetHistory history) throws JournalException {
        var unfinished = history.unfinished();
        return unfinished.isEmpty()
                ? Optional.empty()
                : Optional.of(seen(fleet, unfinished.get().id()));
    }

    /** A record of this fleet. */
    SeenRollout seen(FleetName fleet, RolloutId id) throws JournalException {
        var record = records.store().read(id);
        var seen = SeenRollout.of(record, Optional.empty());
        return seen.isOver()
                ? seen
                : new SeenRollout(record, seen.state(), records.store().holder(fleet));
    }

    private static Map<String, ExpectedArtifact> artifacts(Optional<Playbook> playbook, Instant now) {
        var artifacts = new HashMap<String, ExpectedArtifact>();
        playbook.stream().flatMap(known -> known.schedule().stream()).forEach(schedule -> next(schedule, now)
                .ifPresent(start -> artifacts.put(schedule.name(), ExpectedArtifact.of(schedule, start))));
        return artifacts;
    }

    private static Optional<Instant> next(Schedule schedule, Instant now) {
        return new ScheduleCalendar(schedule).next(now).map(start -> start.at());
    }
}
