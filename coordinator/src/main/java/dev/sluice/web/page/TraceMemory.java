package dev.sluice.web.page;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What records show of hosts. Of a finished rollout that never changes, so that its record is read once. Safe for use by many threads. */
final class TraceMemory {
    /** Rollouts that are read for one site at most: of a host that none of them has, nothing is known. */
    private static final int MOST_READ = 8;

    private static final int MOST_KEPT = 256;

    private final Records records;
    private final Map<RolloutId, Map<HostName, HostTrace>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RolloutId, Map<HostName, HostTrace>> eldest) {
            return size() > MOST_KEPT;
        }
    };

    TraceMemory(Records records) {
        this.records = records;
    }

    /** Where records are read. */
    @FunctionalInterface
    interface Records {
        RecordedRollout read(RolloutId id) throws JournalException;
    }

    /** @param rollouts the newest first */
    Map<HostName, HostTrace> of(Collection<HostName> hosts, List<RolloutSummary> rollouts, Optional<SeenRollout> open)
            throws JournalException {
        var traces = new HashMap<HostName, HostTrace>();
        for (var rollout : rollouts.subList(0, Math.min(MOST_READ, rollouts.size()))) {
            if (hosts.stream().allMatch(host -> isKnown(traces.get(host)))) {
                break;
            }
            for (var older : traces(rollout, open).entrySet()) {
                traces.merge(older.getKey(), older.getValue(), HostTrace::before);
            }
        }
        return traces;
    }

    private static boolean isKnown(@Nullable HostTrace trace) {
        return trace != null && trace.isKnown();
    }

    private Map<HostName, HostTrace> traces(RolloutSummary rollout, Optional<SeenRollout> open)
            throws JournalException {
        var running = open.filter(seen -> seen.id().equals(rollout.id()));
        if (running.isPresent()) {
            return HostTraces.of(running.get().record(), running.get().state());
        }
        var known = kept(rollout.id());
        if (known.isPresent()) {
            return known.get();
        }
        var record = records.read(rollout.id());
        var state = record.state();
        var traces = HostTraces.of(record, state);
        if (state.phase().terminal()) {
            keep(rollout.id(), traces);
        }
        return traces;
    }

    private synchronized Optional<Map<HostName, HostTrace>> kept(RolloutId id) {
        return Optional.ofNullable(kept.get(id));
    }

    private synchronized void keep(RolloutId id, Map<HostName, HostTrace> traces) {
        kept.put(id, Map.copyOf(traces));
    }
}
