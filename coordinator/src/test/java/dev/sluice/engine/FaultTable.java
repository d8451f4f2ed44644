package dev.sluice.engine;

import dev.sluice.rollout.HostPhase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How often each kind of fault met a host in each state, over many simulations. */
final class FaultTable {
    private final Map<Pair, Long> counts = new HashMap<>();

    /** A host in this state, and what befalls it. */
    record Pair(HostPhase phase, FaultKind kind) {
        /** Why that cannot be; empty when it can. */
        Optional<String> impossible() {
            if (!kind.needsTask()) {
                return Optional.empty();
            }
            return switch (phase) {
                case STAGED, HEALTHY, REVERTED, FAILED -> Optional.empty();
                case PLANNED -> Optional.of("tasks begin when the release is there");
                case SWITCHING, REVERTING ->
                    Optional.of("its link is being replaced: it is looked at before anything else");
                case SWITCHED, PROVED ->
                    Optional.of("it left the balancer before its switch, and comes back when it is healthy");
                case RESTORED -> Optional.of("it comes back when the former release is proved");
                case STUCK, UNKNOWN, DIVERGED -> Optional.of("it is left to a person");
                case LEFT_OUT -> Optional.of("the rollout goes on without it");
            };
        }
    }

    void count(HostPhase phase, FaultKind kind) {
        counts.merge(new Pair(phase, kind), 1L, Long::sum);
    }

    long count(Pair pair) {
        return counts.getOrDefault(pair, 0L);
    }

    void addAll(FaultTable other) {
        other.counts.forEach((pair, count) -> counts.merge(pair, count, Long::sum));
    }

    static List<Pair> pairs() {
        var pairs = new ArrayList<Pair>();
        for (var phase : HostPhase.values()) {
            for (var kind : FaultKind.values()) {
                pairs.add(new Pair(phase, kind));
            }
        }
        return pairs;
    }

    static List<Pair> possible() {
        return pairs().stream().filter(pair -> pair.impossible().isEmpty()).toList();
    }

    /** A line for each kind of fault, a column for each state; a dash where the pair is impossible. */
    String text() {
        var text = new StringBuilder("%-21s".formatted("fault"));
        for (var phase : HostPhase.values()) {
            text.append("%10s".formatted(phase.name().toLowerCase(Locale.ROOT)));
        }
        for (var kind : FaultKind.values()) {
            text.append("\n%-21s".formatted(kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
            for (var phase : HostPhase.values()) {
                var pair = new Pair(phase, kind);
                text.append("%10s".formatted(pair.impossible().isPresent() && count(pair) == 0 ? "-" : count(pair)));
            }
        }
        return text.append('\n').toString();
    }
}
