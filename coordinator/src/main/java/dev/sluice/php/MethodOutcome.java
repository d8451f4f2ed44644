package dev.sluice.php;

import dev.sluice.endpoint.OpcacheRestarts;
import dev.sluice.playbook.Opcache;
import java.time.Duration;

/**
 * What a method has done.
 *
 * @param before the cache's counters before it
 * @param after the same when it was done
 */
public record MethodOutcome(Opcache.Method method, OpcacheRestarts before, OpcacheRestarts after, Duration took) {}
