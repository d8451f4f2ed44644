package dev.sluice.opcache;

import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.PoolWorker;
import dev.sluice.playbook.Proof.Workers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which worker has answered what. One thread writes it. */
final class WorkerLedger {
    /** This many answers are needed from a small pool too. */
    static final int FEWEST_ANSWERS = 8;

    /** Where the pool is not visible, this many answers in a row without a new worker count as all, and more in a large pool. */
    private static final int NOBODY_NEW = 16;

    /** This many answers for each known worker: then it is practically impossible that a worker stays unseen among busy ones. */
    private static final int TIMES_EACH = 6;

    /** A worker; {@code start} distinguishes two processes with one number. */
    private record Id(int master, int pid, long start) {}

    /** The workers of a pool, by the last answer from it. */
    private record Pool(int master, List<PoolWorker> workers) {}

    private final Predicate<EndpointState> isGood;
    private final Map<Id, EndpointState> last = new LinkedHashMap<>();
    private final Map<String, Pool> pools = new HashMap<>();
    private int answers;
    private int good;
    private Optional<EndpointState> newest = Optional.empty();
    private int sinceNew;

    /** @param isGood whether an answer is a good one */
    WorkerLedger(Predicate<EndpointState> isGood) {
        this.isGood = isGood;
    }

    void add(EndpointState state) {
        var worker = state.worker();
        pools.put(worker.master() + " " + worker.pool(), new Pool(worker.master(), worker.workers()));
        answers++;
        newest = Optional.of(state);
        good += isGood.test(state) ? 1 : 0;
        sinceNew++;
        if (last.put(new Id(worker.master(), worker.pid(), worker.start()), state) == null) {
            sinceNew = 0;
        }
    }

    boolean complete(Workers wanted) {
        if (good < FEWEST_ANSWERS || !stale().isEmpty()) {
            return false;
        }
        if (wanted instanceof Workers.Count count && proved() >= count.workers()) {
            return true;
        }
        return visible()
                ? proved() == seen()
                : !(wanted instanceof Workers.Count) && sinceNew >= Math.max(NOBODY_NEW, TIMES_EACH * last.size());
    }

    int answers() {
        return answers;
    }

    int seen() {
        return present().size();
    }

    int proved() {
        return (int) present().stream().filter(this::good).count();
    }

    /** Each has a cache of its own. */
    Set<Integer> masters() {
        return pools.values().stream().map(Pool::master).collect(Collectors.toSet());
    }

    /** The last answer of all. */
    Optional<EndpointState> newest() {
        return newest;
    }

    /** Workers that exist, and whose last answer was not good. */
    List<EndpointState> stale() {
        return present().stream()
                .flatMap(id -> Optional.ofNullable(last.get(id)).stream())
                .filter(isGood.negate())
                .toList();
    }

    /** Workers that exist and have not answered. */
    List<Integer> silent() {
        return present().stream()
                .filter(id -> !last.containsKey(id))
                .map(Id::pid)
                .toList();
    }

    /** Whether only workers are missing that never answered while others did often: they are at a long request. */
    boolean onlySilentMissing() {
        return good >= FEWEST_ANSWERS && stale().isEmpty() && !silent().isEmpty();
    }

    /** The workers that exist now, as far as that is visible; else all that answered. */
    private Set<Id> present() {
        if (!visible()) {
            return last.keySet();
        }
        Set<Id> all = new LinkedHashSet<>();
        pools.values().forEach(pool -> pool.workers()
                .forEach(worker -> all.add(new Id(pool.master(), worker.pid(), worker.start()))));
        return all;
    }

    private boolean visible() {
        return !pools.isEmpty()
                && pools.values().stream().noneMatch(pool -> pool.workers().isEmpty());
    }

    private boolean good(Id id) {
        return Optional.ofNullable(last.get(id)).filter(isGood).isPresent();
    }
}
