package dev.sluice.readiness;

import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.EndpointState.Opcache;
import dev.sluice.opcache.CacheRoom;
import java.util.ArrayList;
import java.util.List;

/** How full OPcache is, and why. */
final class CacheJudgement {
    private static final String TOPIC = "opcache";
    private static final int NEARLY_FULL_PERCENT = 90;

    /** Each reset of a busy PHP makes workers that are born later a little bigger (php-src #23859). */
    private static final int MANY_RESETS = 500;

    private CacheJudgement() {}

    static List<Finding> of(EndpointState state) {
        var opcache = state.opcache();
        if (!opcache.settings().visible()) {
            return List.of();
        }
        var found = new ArrayList<Finding>();
        memory(opcache, found);
        if (found.isEmpty()) {
            room(CacheRoom.of(state), found);
        }
        restarts(opcache, found);
        return found.isEmpty() ? List.of(Finding.ok(TOPIC, "it has " + CacheRoom.of(state))) : found;
    }

    private static void memory(Opcache opcache, List<Finding> found) {
        var memory = opcache.memory();
        if (memory.full()) {
            found.add(Finding.problem(
                    TOPIC,
                    "its memory is full",
                    "new scripts run uncompiled",
                    "raise opcache.memory_consumption and opcache.max_accelerated_files"));
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

    private static void room(CacheRoom room, List<Finding> found) {
        if (room.lacking()) {
            found.add(
                    Finding.warning(
                            TOPIC,
                            "it has " + room,
                            "the next release restarts it at the switch, as planned, for all sites in it, and all workers compile at once",
                            "raise opcache.memory_consumption (and opcache.max_accelerated_files) to several times what one release needs"));
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
        if (restarts.manual() >= MANY_RESETS) {
            found.add(Finding.note(
                    TOPIC,
                    "it was reset " + restarts.manual() + " times since PHP started",
                    "each reset of a busy PHP makes workers that are born later a little bigger",
                    "reload PHP at a quiet time; opcache.method: invalidate resets nothing"));
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
