package dev.sluice.app;

import dev.sluice.app.Project.Scope;
import dev.sluice.engine.JournalException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutId;
import dev.sluice.step.HostFacts.LeaseFacts;
import dev.sluice.step.ListRecords;
import dev.sluice.step.ListRecords.Listed;
import dev.sluice.step.ReadRecord;
import dev.sluice.step.RecordCopy;
import dev.sluice.step.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Records that hosts keep copies of: another machine may have begun a rollout, or gone on with one. A host that does not answer is passed over;
 * others have the same copy.
 */
final class RecordsOnHosts {
    private static final Pattern ROLLOUT = Pattern.compile("r-[0-9a-f]{8}");

    private final Coordinator coordinator;

    RecordsOnHosts(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /** The rollouts that have a lease on some host, alive or not. */
    Set<RolloutId> leased() {
        return coordinator.survey(hosts()).facts().values().stream()
                .flatMap(facts -> facts.lease().map(LeaseFacts::rollout).stream())
                .flatMap(id -> id(id).stream())
                .collect(Collectors.toSet());
    }

    /**
     * Takes in what hosts know of these rollouts and this machine does not. The caller holds the fleet's lock.
     *
     * @return for people: what came from where
     */
    List<String> bring(Predicate<RolloutId> wanted) throws JournalException {
        var keepers = new TreeMap<RolloutId, Map<HostName, Listed>>();
        each(hosts(), host -> new ListRecords(host.path()))
                .forEach((host, records) -> records.forEach(
                        listed -> id(listed.rollout()).filter(wanted).ifPresent(id -> keepers.computeIfAbsent(
                                        id, first -> new HashMap<>())
                                .put(host, listed))));
        var notes = new ArrayList<String>();
        for (var record : keepers.entrySet()) {
            notes.addAll(bring(record.getKey(), record.getValue()));
        }
        return notes;
    }

    private List<String> bring(RolloutId id, Map<HostName, Listed> keepers) throws JournalException {
        long known = known(id);
        if (keepers.values().stream().noneMatch(listed -> listed.journalBytes() > known)) {
            return List.of();
        }
        var asked = hosts().stream()
                .filter(host -> keepers.containsKey(host.name()))
                .toList();
        Map<HostName, RecordCopy> copies = each(asked, host -> new ReadRecord(host.path(), id.value()));
        return coordinator.copies().take(coordinator.fleet(), id, copies).notes();
    }

    /** How many bytes of the journal are here; -1 where the rollout is not known. */
    private long known(RolloutId id) throws JournalException {
        return coordinator.store().find(id.value()).contains(id)
                ? coordinator.copies().export(coordinator.fleet(), id).journal().length()
                : -1;
    }

    private static Optional<RolloutId> id(String text) {
        return ROLLOUT.matcher(text).matches() ? Optional.of(new RolloutId(text)) : Optional.empty();
    }

    private List<Host> hosts() {
        return coordinator.project().targets(Scope.ALL).stream()
                .flatMap(List::stream)
                .toList();
    }

    private <R> Map<HostName, R> each(List<Host> hosts, Function<Host, Step<R>> step) {
        return coordinator
                .onHosts("record")
                .run(hosts, (session, host) -> step.apply(host).on(session))
                .done();
    }
}
