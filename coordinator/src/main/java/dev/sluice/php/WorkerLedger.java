package dev.sluice.php;

import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.PoolWorker;
import dev.sluice.playbook.Proof.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who has answered what. One thread writes it. */
final class WorkerLedger {
    /** So many answers are needed from a small pool too. */
    static final int FEWEST_ANSWERS = 8;

    /** Where the pool cannot be seen, so many answers in a row without a new worker count as all. */
    private static final int NOBODY_NEW = 16;

    /** A worker; {@code start} tells two processes with one number apart. */
    private record Id(int master, int pid, long start) {}

    /** The workers of a pool, and when they were asked for. */
    private record Sight(int master, List<PoolWorker> workers, Instant asked) {}

    private final String release;
    private final Map<Id, EndpointState> last = new LinkedHashMap<>();
    private final Map<String, Sight> pools = new HashMap<>();
    private int answers;
    private int good;
    private int sinceNew;

    WorkerLedger(String release) {
        this.release = release;
    }

    void add(EndpointState state, Instant asked) {
        var worker = state.worker();
        pools.put(worker.master() + " " + worker.pool(), new Sight(worker.master(), worker.workers(), asked));
        answers++;
        good += good(state) ? 1 : 0;
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
        return visible() ? proved() == seen() : !(wanted instanceof Workers.Count) && sinceNew >= NOBODY_NEW;
    }

    int answers() {
        return answers;
    }

    int seen() {
        return sight().size();
    }

    int proved() {
        return (int) sight().keySet().stream().filter(this::good).count();
    }

    /** Workers that are there, answered, and named another release. */
    List<EndpointState> stale() {
        return sight().keySet().stream()
                .flatMap(id -> Optional.ofNullable(last.get(id)).stream())
                .filter(state -> !good(state))
                .toList();
    }

    /** Workers that are there and have not answered, as sentences. */
    List<String> silent(Instant switchedAt) {
        var told = new ArrayList<String>();
        sight().forEach((id, busy) -> {
            if (!last.containsKey(id)) {
                told.add("worker " + id.pid()
                        + (busySinceBefore(busy, switchedAt) ? busyTold(busy) : " gave no answer"));
            }
        });
        return told;
    }

    /** Nothing but workers at a request from before the switch are missing. */
    boolean onlyBusyMissing(Instant switchedAt) {
        var silent = sight().entrySet().stream()
                .filter(entry -> !last.containsKey(entry.getKey()))
                .toList();
        return stale().isEmpty()
                && !silent.isEmpty()
                && silent.stream().allMatch(entry -> busySinceBefore(entry.getValue(), switchedAt));
    }

    /** The workers that are there now, and for how long each had been busy when somebody looked. */
    private Map<Id, Seen> sight() {
        var all = new LinkedHashMap<Id, Seen>();
        if (!visible()) {
            last.forEach((id, state) -> all.put(id, new Seen(Duration.ZERO, Instant.MIN)));
        }
        for (var pool : pools.values()) {
            for (var worker : pool.workers()) {
                var id = new Id(pool.master(), worker.pid(), worker.start());
                all.put(id, new Seen(worker.busy().orElse(Duration.ZERO), pool.asked()));
            }
        }
        return all;
    }

    private record Seen(Duration busy, Instant asked) {}

    private boolean visible() {
        return !pools.isEmpty()
                && pools.values().stream().noneMatch(pool -> pool.workers().isEmpty());
    }

    private boolean good(Id id) {
        return Optional.ofNullable(last.get(id)).filter(this::good).isPresent();
    }

    private boolean good(EndpointState state) {
        return state.release().names(release) && state.opcache().restarts().settled();
    }

    private static boolean busySinceBefore(Seen seen, Instant switchedAt) {
        return !seen.busy().isZero() && seen.asked().minus(seen.busy()).isBefore(switchedAt);
    }

    private static String busyTold(Seen seen) {
        return " has been at its request for " + seen.busy().toSeconds() + " s, since before the switch";
    }
}
