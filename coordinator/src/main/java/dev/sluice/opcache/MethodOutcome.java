package dev.sluice.opcache;

import dev.sluice.endpoint.OpcacheRestarts;
import dev.sluice.playbook.Opcache;
import java.util.Map;

/**
 * What a method has done.
 *
 * @param before the cache's counters before it
 * @param after the same when it was done
 * @param facts other facts, such as how many scripts were dropped
 */
public record MethodOutcome(
        Opcache.Method method, OpcacheRestarts before, OpcacheRestarts after, Map<String, String> facts) {
    public MethodOutcome {
        facts = Map.copyOf(facts);
    }

    /** Without other facts. */
    MethodOutcome(Opcache.Method method, OpcacheRestarts before, OpcacheRestarts after) {
        this(method, before, after, Map.of());
    }
}
