package dev.sluice.engine;

import dev.sluice.engine.FaultTable.Pair;
import dev.sluice.inventory.HostName;
import dev.sluice.rollout.HostPhase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;

/** Decides by chance what goes wrong. A seed has some kinds of faults, or one pair of fault and state that it is after, or both. */
final class SimulatedFaults {
    private static final List<Pair> PAIRS = weighted();
    private static final int MOST = 9;
    private static final int MOST_WANTED = 3;
    private static final int MOST_ON_THE_WAY = 4;

    private final Random random;
    private final SimulationLog log;
    private final FaultTable table = new FaultTable();
    private final Map<FaultKind, Double> odds = new EnumMap<>(FaultKind.class);
    private final Optional<Pair> wanted;
    private final List<Pair> onTheWay;
    private Function<HostName, HostPhase> phases = host -> HostPhase.PLANNED;
    private Predicate<HostName> leased = host -> false;
    private int struck;
    private int struckAsWanted;
    private int struckOnTheWay;
    private boolean off;

    SimulatedFaults(Random random, SimulationLog log) {
        this.random = random;
        this.log = log;
        int mood = random.nextInt(8);
        wanted = mood >= 3 ? Optional.of(PAIRS.get(random.nextInt(PAIRS.size()))) : Optional.empty();
        onTheWay = wanted.map(SimulatedFaults::before).orElse(List.of());
        chooseOdds(mood);
    }

    /** States that are short or rare are wanted more often. */
    private static List<Pair> weighted() {
        return FaultTable.possible().stream()
                .flatMap(pair -> Collections.nCopies(weight(pair), pair).stream())
                .toList();
    }

    private static int weight(Pair pair) {
        if (pair.kind().needsTask()) {
            return pair.phase() == HostPhase.FAILED || pair.phase() == HostPhase.REVERTED ? 40 : 2;
        }
        if (!pair.kind().needsCall()) {
            return rarity(pair.phase());
        }
        return rarity(pair.phase())
                * switch (pair.phase()) {
                    case FAILED -> 12;
                    case STUCK, UNKNOWN, LEFT_OUT -> 9;
                    default -> pair.kind() == FaultKind.COMMAND_DELAYED ? 6 : 3;
                };
    }

    private static int rarity(HostPhase phase) {
        return switch (phase) {
            case PLANNED, STAGED, HEALTHY -> 1;
            case SWITCHING, SWITCHED, PROVED, FAILED -> 2;
            case REVERTED, DIVERGED, LEFT_OUT -> 3;
            case RESTORED -> 5;
            case REVERTING, STUCK, UNKNOWN -> 8;
        };
    }

    /** None at all, all of them now and then, or a few kinds often. */
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
    }

    /** What brings hosts into a state that they do not come to by themselves. */
    private static List<Pair> before(Pair wanted) {
        var before = new ArrayList<>(before(wanted.phase()));
        if (wanted.kind() == FaultKind.COMMAND_DELAYED && !wanted.phase().needsPerson()) {
            // Whoever takes over sends a command in whatever state a host is.
            before.add(new Pair(wanted.phase(), FaultKind.KILLED_AFTER_RECORD));
        }
        if (wanted.kind().needsTask() && wanted.phase() == HostPhase.FAILED) {
            return List.of(new Pair(HostPhase.SWITCHING, FaultKind.STEP_FAILED));
        }
        return before;
    }

    private static List<Pair> before(HostPhase phase) {
        return switch (phase) {
            case PLANNED, STAGED, SWITCHING, SWITCHED, PROVED, HEALTHY -> List.of();
            case REVERTING, RESTORED, REVERTED -> List.of(new Pair(HostPhase.PROVED, FaultKind.STEP_FAILED));
            case FAILED -> List.of(new Pair(HostPhase.STAGED, FaultKind.STEP_FAILED));
            case STUCK ->
                List.of(
                        new Pair(HostPhase.PROVED, FaultKind.STEP_FAILED),
                        new Pair(HostPhase.RESTORED, FaultKind.STEP_FAILED));
            case UNKNOWN -> List.of(new Pair(HostPhase.SWITCHING, FaultKind.ANSWER_LOST));
            case LEFT_OUT -> List.of(new Pair(HostPhase.PLANNED, FaultKind.UNREACHABLE));
            case DIVERGED -> List.of(new Pair(HostPhase.STAGED, FaultKind.LINK_CHANGED));
        };
    }

    Optional<Pair> wanted() {
        return wanted;
    }

    /**
     * @param phase what the record says of a host
     * @param hasLease whether it says that we hold the host
     */
    void about(Function<HostName, HostPhase> phase, Predicate<HostName> hasLease) {
        phases = phase;
        leased = hasLease;
    }

    FaultTable table() {
        return table;
    }

    void off() {
        off = true;
    }

    boolean isQuiet() {
        return off || (odds.isEmpty() && wanted.isEmpty());
    }

    /** Nothing went wrong in this seed so far. */
    boolean isSpared() {
        return struck == 0;
    }

    /** The one that this seed is after, or any. */
    HostName befallen(List<HostName> hosts) {
        var after = hosts.stream()
                .filter(host -> wanted.filter(pair -> pair.phase() == phases.apply(host))
                        .isPresent())
                .findFirst();
        return after.orElseGet(() -> hosts.get(random.nextInt(hosts.size())));
    }

    /** Whether this befalls a host in the middle of what is done there. */
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
        var asWanted = struckAsWanted < MOST_WANTED && isWanted(kind, hosts);
        var onTheWay = struckOnTheWay < MOST_ON_THE_WAY && isOnTheWay(kind, hosts);
        var now = asWanted || onTheWay ? 0.3 : odds.getOrDefault(kind, 0.0) * often;
        if (now == 0 || random.nextDouble() >= now) {
            return false;
        }
        struck++;
        struckAsWanted += asWanted ? 1 : 0;
        struckOnTheWay += onTheWay ? 1 : 0;
        for (var host : hosts) {
            table.count(phases.apply(host), kind);
        }
        log.step("FAULT", kind, hosts);
        return true;
    }

    private boolean isWanted(FaultKind kind, List<HostName> hosts) {
        return wanted.filter(pair -> pair.kind() == kind).isPresent()
                && hosts.stream()
                        .anyMatch(host -> phases.apply(host) == wanted.get().phase());
    }

    private boolean isOnTheWay(FaultKind kind, List<HostName> hosts) {
        return onTheWay.stream().filter(pair -> pair.kind() == kind).anyMatch(pair -> hosts.stream()
                .anyMatch(host -> phases.apply(host) == pair.phase() && leased.test(host)));
    }
}
