package dev.sluice.web.metrics;

import dev.sluice.engine.FleetHistory;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.engine.RolloutStore;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.LeftOut;
import dev.sluice.plan.Restrictions.DisabledHost;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.Outcome;
import dev.sluice.view.EnumWord;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The hosts of one site by the records: which release the fleet is to have, and which hosts have it. */
final class HostMetrics {
    /** A host that none of these was about is unknown: records are read in full for it. */
    private static final int NEWEST = 50;

    private static final Set<Purpose> SWITCHING = EnumSet.of(Purpose.RELEASE, Purpose.ROLLBACK, Purpose.CONVERGE);

    private final RolloutStore store;
    /** What is over does not change any more, and is read once. */
    private final Map<RolloutId, Seen> over = new HashMap<>();

    HostMetrics(RolloutStore store) {
        this.store = store;
    }

    /** The states in which a host is; the first that fits counts. */
    enum State {
        /** A person disabled it. */
        DISABLED,
        /** No rollout was about it, or the last one left in doubt what its link is. */
        UNKNOWN,
        /** It has the release that the fleet is to have. */
        LIVE,
        /** It could not be reached by the rollout of that release. */
        LEFT_OUT,
        /** It has another release. */
        BEHIND
    }

    /**
     * What one rollout shows of its hosts.
     *
     * @param links of those whose link is certain
     */
    private record Seen(Set<HostName> hosts, Map<HostName, String> links, Set<HostName> leftOut) {
        static Seen of(RecordedRollout record) {
            var state = record.state();
            var later = state.hosts().entrySet().stream()
                    .filter(host -> host.getValue().phase() == HostPhase.LEFT_OUT)
                    .map(Map.Entry::getKey);
            var before =
                    record.plan().leftOut().stream().filter(LeftOut::missed).map(LeftOut::host);
            return new Seen(
                    record.plan().hosts().stream().map(HostPlan::name).collect(Collectors.toSet()),
                    record.links(),
                    Stream.concat(before, later).collect(Collectors.toSet()));
        }
    }

    void add(Project project, FleetHistory history, Collection<DisabledHost> disabled, Samples.OfSite to)
            throws JournalException {
        var hosts = project.targets(Scope.ALL).stream().flatMap(List::stream).collect(Collectors.toSet());
        var links = links(history, hosts.stream().map(Host::name).collect(Collectors.toSet()));
        var wanted = wanted(history);
        var leftOut = wanted.isPresent() ? seen(wanted.get()).leftOut() : Set.<HostName>of();
        var release = wanted.map(rollout -> rollout.release().link()).orElse("");
        var counts = hosts.stream()
                .collect(Collectors.groupingBy(
                        host -> disabled.stream().anyMatch(some -> some.is(host))
                                ? State.DISABLED
                                : state(host.name(), links, release, leftOut),
                        Collectors.counting()));
        for (var state : State.values()) {
            to.set(Metric.HOSTS, EnumWord.of(state), counts.getOrDefault(state, 0L));
        }
        over.keySet()
                .retainAll(history.rollouts().stream().map(RolloutSummary::id).collect(Collectors.toSet()));
    }

    private static State state(HostName host, Map<HostName, String> links, String release, Set<HostName> leftOut) {
        var link = links.get(host);
        if (link == null) {
            return State.UNKNOWN;
        }
        if (link.equals(release)) {
            return State.LIVE;
        }
        return leftOut.contains(host) ? State.LEFT_OUT : State.BEHIND;
    }

    /** The rollout of the release that the fleet is to have: the one that runs or waits, or else the last that succeeded. */
    private static Optional<RolloutSummary> wanted(FleetHistory history) {
        return history.rollouts().stream()
                .filter(rollout -> SWITCHING.contains(rollout.purpose()))
                .filter(rollout -> rollout.unfinished()
                        || rollout.outcome().filter(Outcome.SUCCEEDED::equals).isPresent())
                .findFirst();
    }

    /** The links of hosts by the newest rollout that was about each. */
    private Map<HostName, String> links(FleetHistory history, Set<HostName> hosts) throws JournalException {
        var missing = new HashSet<>(hosts);
        var links = new HashMap<HostName, String>();
        for (var rollout : history.rollouts().stream().limit(NEWEST).toList()) {
            if (missing.isEmpty()) {
                break;
            }
            var seen = seen(rollout);
            for (var host : seen.hosts()) {
                if (missing.remove(host) && seen.links().containsKey(host)) {
                    links.put(host, seen.links().get(host));
                }
            }
        }
        return links;
    }

    private Seen seen(RolloutSummary rollout) throws JournalException {
        var known = over.get(rollout.id());
        if (known != null) {
            return known;
        }
        var seen = Seen.of(store.read(rollout.id()));
        if (!rollout.unfinished()) {
            over.put(rollout.id(), seen);
        }
        return seen;
    }
}
