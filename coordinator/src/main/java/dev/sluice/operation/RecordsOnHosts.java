package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.RecordCopies.FetchedRecord;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutId;
import dev.sluice.readiness.Survey;
import dev.sluice.rollout.HostEvent.HostLocked;
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
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Records that hosts keep copies of: another machine may have started or continued a rollout. Nothing is stored here. A host that does not
 * answer, or answers with more than a record may be, is passed over; others have the same copy.
 */
final class RecordsOnHosts {

    private final Fleet fleet;

    RecordsOnHosts(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * What hosts know and this machine does not.
     *
     * @param records those that a trusted key vouches for, and that are over, or open as far as all their hosts show
     * @param notes for people: which copies were passed over and why
     * @param elsewhere rollouts whose copies are older than what some host has: another coordinator continues them, or did
     */
    record Offers(Map<RolloutId, FetchedRecord> records, List<String> notes, Set<RolloutId> elsewhere) {
        Optional<FetchedRecord> of(RolloutId id) {
            return Optional.ofNullable(records.get(id));
        }
    }

    /** The rollouts that have a lease on some host, alive or not. */
    Set<RolloutId> leased() {
        return fleet.survey(fleet.hosts()).facts().values().stream()
                .flatMap(facts -> facts.lease().map(LeaseFacts::rollout).stream())
                .flatMap(id -> RolloutId.parse(id).stream())
                .collect(Collectors.toSet());
    }

    Offers offers(Predicate<RolloutId> wanted) throws JournalException {
        var notes = new ArrayList<String>();
        var keepers = new TreeMap<RolloutId, Map<HostName, Listed>>();
        each(fleet.hosts(), host -> new ListRecords(host.path()))
                .forEach((host, records) -> records.forEach(listed -> RolloutId.parse(listed.rollout())
                        .filter(wanted)
                        .ifPresent(id -> {
                            if (listed.fits()) {
                                keepers.computeIfAbsent(id, first -> new HashMap<>())
                                        .put(host, listed);
                            } else {
                                notes.add("passed over: the record of " + id + " on " + host
                                        + " is larger than a record can be");
                            }
                        })));
        var offers = new Offers(new TreeMap<>(), notes, new TreeSet<>());
        for (var keeper : keepers.entrySet()) {
            offer(keeper.getKey(), keeper.getValue(), offers);
        }
        return offers;
    }

    private void offer(RolloutId id, Map<HostName, Listed> keepers, Offers offers) throws JournalException {
        long known = fleet.copies().length(fleet.name(), id);
        if (keepers.values().stream().noneMatch(listed -> listed.journalBytes() > known)) {
            return;
        }
        var asked = fleet.hosts().stream()
                .filter(host -> keepers.containsKey(host.name()))
                .toList();
        Map<HostName, RecordCopy> copies = each(asked, host -> new ReadRecord(host.path(), id.value()));
        var examined = fleet.copies().examine(fleet.name(), id, copies);
        offers.notes().addAll(examined.notes());
        if (examined.longest().isPresent() && isOpen(examined.longest().get(), offers)) {
            offers.records().put(id, examined.longest().get());
        }
    }

    /**
     * Whether a record counts. A host can show a copy that was right when it was made, long after another coordinator continued; but whoever continues
     * takes the next token on every host.
     */
    private boolean isOpen(FetchedRecord offer, Offers offers) {
        var record = offer.record();
        if (record.state().phase().terminal()) {
            return true;
        }
        var name = "passed over: the record of " + record.plan().id() + " on " + offer.from();
        var survey = fleet.survey(planned(record));
        var overtaken = overtaken(record, survey);
        if (overtaken.isPresent()) {
            offers.elsewhere().add(record.plan().id());
            offers.notes().add(name + " is older than what became of it: " + overtaken.get());
            return false;
        }
        var silent = silent(record, survey);
        if (!silent.isEmpty()) {
            offers.notes()
                    .add(name + " may be older than what became of it: " + String.join(", ", silent)
                            + " could not be asked. Where you know that no other coordinator continued it: --exclude "
                            + String.join(",", silent));
        }
        return silent.isEmpty();
    }

    /** The first host that another coordinator has taken over since, with the tokens. */
    private static Optional<String> overtaken(RecordedRollout record, Survey survey) {
        var tokens = tokens(record);
        return survey.facts().entrySet().stream()
                .filter(host -> host.getValue().fence() > tokens.getOrDefault(host.getKey(), Long.MAX_VALUE))
                .map(host -> host.getKey() + " has been given the token "
                        + host.getValue().fence()
                        + " since, the record ends with " + tokens.get(host.getKey())
                        + ". Where it is the host that is wrong: --exclude " + host.getKey())
                .sorted()
                .findFirst();
    }

    /** The last token of each host that the record has one for. */
    static Map<HostName, Long> tokens(RecordedRollout record) {
        var tokens = new HashMap<HostName, Long>();
        record.events().stream()
                .filter(HostLocked.class::isInstance)
                .map(HostLocked.class::cast)
                .forEach(locked -> tokens.merge(locked.host(), locked.token(), Math::max));
        return tokens;
    }

    private List<Host> planned(RecordedRollout record) {
        return fleet.hosts().stream()
                .filter(host -> record.plan().find(host.name()).isPresent())
                .toList();
    }

    /** Its hosts that gave no answer, but for those that a person excluded by name. */
    private List<String> silent(RecordedRollout record, Survey survey) {
        return record.plan().hosts().stream()
                .map(planned -> planned.host())
                .filter(host -> !survey.facts().containsKey(host.name()))
                .filter(host -> !fleet.scope().excludes(host))
                .map(host -> host.name().value())
                .toList();
    }

    private <R> Map<HostName, R> each(List<Host> hosts, Function<Host, Step<R>> step) {
        return fleet.onHosts("record")
                .run(hosts, (session, host) -> step.apply(host).on(session))
                .done();
    }
}
