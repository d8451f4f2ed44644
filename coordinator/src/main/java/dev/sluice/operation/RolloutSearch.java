package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.RecordCopies.FetchedRecord;
import dev.sluice.operation.RecordsOnHosts.Offers;
import dev.sluice.plan.RolloutId;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Searches a rollout on this machine and on the hosts. The fleet is locked meanwhile. */
final class RolloutSearch {
    private final Fleet fleet;

    RolloutSearch(Fleet fleet) {
        this.fleet = fleet;
    }

    /** The fleet's rollout that is not finished, if there is one. */
    Search open() throws JournalException, RefusedException {
        return find(new RolloutChoice(Optional.empty(), RolloutChoice.Reach.THIS_FLEET));
    }

    /** The rollout that is meant, with all that the hosts know of it. Nothing is stored but the end of a rollout whose beginning is here. */
    Search find(RolloutChoice choice) throws JournalException, RefusedException {
        var offers = offers(choice, new RecordsOnHosts(fleet));
        var id = choose(choice, offers);
        for (var ended : endedElsewhere(offers)) {
            fleet.copies().store(fleet.name(), ended);
        }
        return id.isEmpty()
                ? new Search(Optional.empty(), offers.notes(), offers.elsewhere())
                : found(id.get(), offers);
    }

    /**
     * What became of a search.
     *
     * @param rollout empty where nothing was named and nothing is open
     * @param notes for people: where its record comes from, and which copies were passed over and why
     * @param elsewhere rollouts that another coordinator continues, or has ended, as some host shows
     */
    record Search(Optional<FoundRollout> rollout, List<String> notes, Set<RolloutId> elsewhere) {
        public Search {
            notes = List.copyOf(notes);
            elsewhere = Set.copyOf(elsewhere);
        }

        /** @throws RefusedException when nothing was found because another coordinator was faster */
        void refuseElsewhere() throws RefusedException {
            if (rollout.isEmpty() && !elsewhere.isEmpty()) {
                throw RolloutSearch.elsewhere(notes);
            }
        }
    }

    private Optional<RolloutId> choose(RolloutChoice choice, Offers offers) throws JournalException, RefusedException {
        try {
            return choice.in(fleet.store(), fleet.name(), offers.records());
        } catch (RefusedException e) {
            if (!offers.elsewhere().isEmpty()) {
                throw elsewhere(offers.notes());
            }
            var lines = new ArrayList<>(e.lines());
            lines.addAll(offers.notes());
            throw new RefusedException(e.reason(), lines, e.next());
        }
    }

    private Offers offers(RolloutChoice choice, RecordsOnHosts records) throws JournalException {
        if (!fleet.project().isFromFiles()) {
            return new Offers(Map.of(), List.of(), Set.of());
        }
        if (choice.prefix().isPresent()) {
            return records.offers(choice::couldBe);
        }
        var open = new HashSet<>(records.leased());
        fleet.store().unfinished(fleet.name()).ifPresent(open::add);
        return records.offers(open::contains);
    }

    /** They change nothing any more, and without them the rollout would count as unfinished here. */
    private static List<FetchedRecord> endedElsewhere(Offers offers) {
        return offers.records().values().stream()
                .filter(offer ->
                        offer.known() > 0 && offer.record().state().phase().terminal())
                .toList();
    }

    private static RefusedException elsewhere(List<String> notes) {
        return new RefusedException(
                Reason.LOCKED,
                notes,
                "another coordinator continues it, or ended it; nothing was changed. See what the hosts serve: sluice hosts --live");
    }

    private Search found(RolloutId id, Offers offers) throws JournalException {
        var offer = offers.of(id);
        if (offer.isEmpty()) {
            var here = fleet.store().read(id);
            return new Search(Optional.of(new FoundRollout(here, offer)), both(here.notes(), offers.notes()), Set.of());
        }
        var from = "the record of " + id + " comes from " + offer.get().from() + ": "
                + offer.get().record().events().size() + " records, "
                + offer.get().known() + " of them are here";
        return new Search(
                Optional.of(new FoundRollout(offer.get().record(), offer)),
                both(offers.notes(), List.of(from)),
                Set.of());
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
