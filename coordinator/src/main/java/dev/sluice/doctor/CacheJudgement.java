package dev.sluice.doctor;

import dev.sluice.endpoint.EndpointState.Opcache;
import java.util.ArrayList;
import java.util.List;

/** How full OPcache is, and how it got there. */
final class CacheJudgement {
    private static final String TOPIC = "opcache";
    private static final int NEARLY_FULL_PERCENT = 90;

    private CacheJudgement() {}

    static List<Finding> of(Opcache opcache) {
        if (!opcache.settings().visible()) {
            return List.of();
        }
        var found = new ArrayList<Finding>();
        memory(opcache, found);
        restarts(opcache, found);
        return found.isEmpty() ? List.of(Finding.ok(TOPIC, "it has room for another release")) : found;
    }

    private static void memory(Opcache opcache, List<Finding> found) {
        var memory = opcache.memory();
        if (memory.full()) {
            found.add(Finding.problem(
                    TOPIC,
                    "its memory is full",
                    "new scripts run uncompiled",
                    "raise opcache.memory_consumption and opcache.max_accelerated_files"));
        } else if (percent(memory.used() + memory.wasted(), memory.free()) >= NEARLY_FULL_PERCENT) {
            found.add(Finding.warning(
                    TOPIC,
                    "its memory is nearly full",
                    "old and new release are in it together for a while; full, it restarts in the middle of traffic",
                    "raise opcache.memory_consumption to twice what one release needs"));
        }
        if (percent(memory.keys(), memory.maxKeys() - memory.keys()) >= NEARLY_FULL_PERCENT) {
            found.add(Finding.warning(
                    TOPIC,
                    "its table of scripts is nearly full",
                    memory.keys() + " of " + memory.maxKeys() + " keys",
                    "raise opcache.max_accelerated_files"));
        }
        if (percent(memory.internedUsed(), memory.internedFree()) >= NEARLY_FULL_PERCENT) {
            found.add(Finding.note(
                    TOPIC,
                    "its interned strings are nearly full",
                    "further strings are kept once for each script",
                    "raise opcache.interned_strings_buffer"));
        }
    }

    private static void restarts(Opcache opcache, List<Finding> found) {
        var restarts = opcache.restarts();
        if (restarts.outOfMemory() > 0) {
            found.add(Finding.warning(
                    TOPIC,
                    "it has restarted because memory ran out",
                    "each such restart makes all workers compile at once",
                    "raise opcache.memory_consumption"));
        }
        if (!restarts.settled()) {
            found.add(Finding.warning(
                    TOPIC,
                    "a restart is pending",
                    "it happens when no request runs; nothing new is cached until then",
                    "find the long request (slowlog), or set opcache.force_restart_timeout"));
        }
    }

    private static long percent(long used, long free) {
        return used + free <= 0 ? 0 : used * 100 / (used + free);
    }
}
