package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.RecordCopies.FetchedRecord;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.engine.RolloutStore;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which rollout is meant.
 *
 * @param prefix an id, or the beginning of one; empty for the one of the fleet that is not finished
 * @param reach where the unfinished one is searched
 */
public record RolloutChoice(Optional<String> prefix, Reach reach) {
    /** Whose rollouts are considered. */
    public enum Reach {
        /** Those of the fleet that inventory and playbook name. */
        THIS_FLEET,
        /** All that are recorded here: {@code --last}. Two fleets are one too many. */
        EVERY_FLEET
    }

    /** Any rollout that could be meant. */
    boolean couldBe(RolloutId id) {
        return prefix.map(id.value()::startsWith).orElse(true);
    }

    /**
     * The one that is meant, among those that are recorded here; empty where nothing was named and nothing is open.
     *
     * @throws RefusedException when it could be several, or is of another fleet
     * @throws JournalException when a record cannot be read, so that this is unknown
     */
    public Optional<RolloutId> in(RolloutStore store, FleetName fleet) throws JournalException, RefusedException {
        return in(store, fleet, Map.of());
    }

    /** The same, where hosts of the fleet offer records that are not here, or shorter here. */
    Optional<RolloutId> in(RolloutStore store, FleetName fleet, Map<RolloutId, FetchedRecord> offers)
            throws JournalException, RefusedException {
        if (prefix.isPresent()) {
            return Optional.of(named(store, fleet, prefix.get(), offers.keySet()));
        }
        if (reach == Reach.EVERY_FLEET) {
            refuseOthers(store, fleet);
        }
        var here = store.unfinished(fleet).filter(id -> !offers.containsKey(id));
        return here.isPresent()
                ? here
                : offers.values().stream()
                        .map(FetchedRecord::record)
                        .filter(record -> !record.state().phase().terminal())
                        .map(RecordedRollout::plan)
                        .max(Comparator.comparing(RolloutPlan::createdAt))
                        .map(RolloutPlan::id);
    }

    private static RolloutId named(RolloutStore store, FleetName fleet, String prefix, Set<RolloutId> offered)
            throws JournalException, RefusedException {
        var found = Stream.concat(store.find(prefix).stream(), offered.stream())
                .filter(id -> id.value().startsWith(prefix))
                .distinct()
                .sorted()
                .toList();
        if (found.size() != 1) {
            throw refused(
                    found.isEmpty() ? "no rollout begins with " + prefix : prefix + " could be any of " + found,
                    "sluice history lists them");
        }
        var id = found.get(0);
        var mine = offered.contains(id)
                || store.history(fleet).rollouts().stream()
                        .map(RolloutSummary::id)
                        .anyMatch(id::equals);
        if (!mine && store.history(fleet).problems().isEmpty()) {
            throw refused(
                    "rollout " + id + " is not of " + fleet, "name its inventory with -i and its playbook with -p");
        }
        return id;
    }

    private static void refuseOthers(RolloutStore store, FleetName fleet) throws JournalException, RefusedException {
        var open = new ArrayList<String>();
        var others = false;
        var mine = store.rollouts(fleet);
        for (var each : store.fleets()) {
            var unfinished = store.unfinished(each);
            unfinished.ifPresent(id -> open.add(id + " of " + distinct(each, fleet)));
            others |= unfinished.filter(id -> !mine.contains(id)).isPresent();
        }
        if (open.size() > 1) {
            throw refused("--last could mean any of " + String.join(", ", open), "name the one that you mean");
        }
        if (others) {
            throw refused(
                    "--last is " + open.get(0) + ", and the files are of " + fleet,
                    "name its inventory with -i and its playbook with -p");
        }
    }

    /** Two projects may have the same names. */
    private static String distinct(FleetName other, FleetName fleet) {
        return other.hasNamesOf(fleet) && !other.project().equals(fleet.project())
                ? other + other.project().map(id -> " (project " + id + ")").orElse(" (no project)")
                : other.toString();
    }

    private static RefusedException refused(String what, String next) {
        return new RefusedException(Reason.USAGE, List.of(what), next);
    }
}
