package dev.sluice.engine;

import dev.sluice.engine.FaultTable.Pair;
import dev.sluice.inventory.HostName;
import dev.sluice.rollout.HostPhase;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/** Decides by chance what goes wrong. A seed has some kinds of faults, or one pair of fault and state that it is after. */
final class SimulatedFaults {
    private static final List<Pair> PAIRS = FaultTable.possible();
    private static final int MOST = 9;

    private final Random random;
    private final SimulationLog log;
    private final FaultTable table = new FaultTable();
    private final Map<FaultKind, Double> odds = new EnumMap<>(FaultKind.class);
    private final Optional<Pair> wanted;
    private Function<HostName, HostPhase> phases = host -> HostPhase.PLANNED;
    private int struck;
    private boolean off;

    SimulatedFaults(Random random, SimulationLog log) {
        this.random = random;
        this.log = log;
        int mood = random.nextInt(8);
        wanted = mood >= 4 ? Optional.of(PAIRS.get(random.nextInt(PAIRS.size()))) : Optional.empty();
        chooseOdds(mood);
    }

    /** None at all, a few kinds often, or all of them now and then. */
    private void chooseOdds(int mood) {
        if (mood == 0) {
            return;
        }
        var all = FaultKind.values();
        if (mood == 1) {
            for (var kind : all) {
                odds.put(kind, 0.01);
            }
            return;
        }
        int kinds = 1 + random.nextInt(3);
        for (int kind = 0; kind < kinds; kind++) {
            odds.put(all[random.nextInt(all.length)], 0.01 + 0.1 * random.nextDouble());
        }
        wanted.ifPresent(pair -> helpers(pair.phase()).forEach(kind -> odds.merge(kind, 0.05, Math::max)));
    }

    /** What brings hosts into a state that they do not come to by themselves. */
    private static Set<FaultKind> helpers(HostPhase phase) {
        return switch (phase) {
            case PLANNED, STAGED, SWITCHING, SWITCHED, PROVED, HEALTHY -> EnumSet.noneOf(FaultKind.class);
            case REVERTING, RESTORED, REVERTED -> EnumSet.of(FaultKind.ENDPOINT_DOWN, FaultKind.HEALTH_FLAPPING);
            case FAILED -> EnumSet.of(FaultKind.STEP_FAILED, FaultKind.TASK_FAILED);
            case STUCK -> EnumSet.of(FaultKind.ENDPOINT_DOWN, FaultKind.PHP_STALE);
            case UNKNOWN, LEFT_OUT -> EnumSet.of(FaultKind.UNREACHABLE);
            case DIVERGED -> EnumSet.of(FaultKind.LINK_CHANGED);
        };
    }

    void phases(Function<HostName, HostPhase> given) {
        phases = given;
    }

    FaultTable table() {
        return table;
    }

    boolean any() {
        return struck > 0;
    }

    void off() {
        off = true;
    }

    boolean isQuiet() {
        return off || odds.isEmpty() && wanted.isEmpty();
    }

    /** Whether this befalls a host now. */
    boolean strikes(FaultKind kind, HostName host) {
        return strikes(kind, List.of(host), 1);
    }

    /** The same for what befalls hosts by itself: it is asked for much more often. */
    boolean befalls(FaultKind kind, HostName host) {
        return strikes(kind, List.of(host), 0.1);
    }

    /** Whether this befalls the coordinator now, with all these hosts in the state that each is in. */
    boolean strikes(FaultKind kind, List<HostName> hosts) {
        return strikes(kind, hosts, 0.3);
    }

    /** The same for what is asked for at every step. */
    boolean strikesRarely(FaultKind kind, List<HostName> hosts) {
        return strikes(kind, hosts, 0.03);
    }

    private boolean strikes(FaultKind kind, List<HostName> hosts, double often) {
        if (off || struck >= MOST) {
            return false;
        }
        var now = odds(kind, hosts, often);
        if (now == 0 || random.nextDouble() >= now) {
            return false;
        }
        struck++;
        for (var host : hosts) {
            table.count(phases.apply(host), kind);
        }
        log.step("FAULT", kind, hosts);
        return true;
    }

    private double odds(FaultKind kind, List<HostName> hosts, double often) {
        var known = odds.getOrDefault(kind, 0.0) * often;
        if (wanted.isPresent() && wanted.get().kind() == kind) {
            var phase = wanted.get().phase();
            return hosts.stream().anyMatch(host -> phases.apply(host) == phase) ? Math.max(known, 0.25 * Math.sqrt(often)) : known;
        }
        return known;
    }
}
