package dev.sluice.web.metrics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts things that are kept for a while. The counts never become smaller while this process lives, whatever is removed: whoever reads a smaller count takes
 * it for a restart, and all of it for new.
 *
 * @param <T> identifies what is counted
 * @param <K> by what it is counted
 */
final class Tally<T, K> {
    private final Set<T> seen = new HashSet<>();
    private final Map<K, Long> counts = new HashMap<>();

    /** Counts those that were not there the last time. */
    Tally<T, K> with(Map<T, K> present) {
        present.forEach((thing, kind) -> {
            if (seen.add(thing)) {
                counts.merge(kind, 1L, Long::sum);
            }
        });
        return this;
    }

    /** Forgets all but these, which were counted: what is gone does not come back. */
    void forgetOthers(Set<T> present) {
        seen.retainAll(present);
    }

    long of(K kind) {
        return counts.getOrDefault(kind, 0L);
    }
}
