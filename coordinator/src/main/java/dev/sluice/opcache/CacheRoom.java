package dev.sluice.opcache;

import dev.sluice.endpoint.CachedScripts;
import dev.sluice.endpoint.CachedScripts.Share;
import dev.sluice.endpoint.EndpointFacts;
import dev.sluice.endpoint.EndpointState;
import java.util.OptionalLong;

/**
 * Room in OPcache, which all sites of one FPM master share.
 *
 * @param full nothing more is cached, or the reserve kept for visitors is already in use
 * @param releases how many more releases like the live one fit; empty where nothing of it is cached yet, so that it is unknown
 * @param othersTenths of its memory, started ones included, that other sites use: no finer, so that similar hosts have the same text
 */
public record CacheRoom(boolean full, OptionalLong releases, long othersTenths) {
    /** This part of memory and keys stays free for what visitors need: a tenth. */
    private static final long RESERVE = 10;

    /** Each script is kept under its own path, and under the one through {@code current}. */
    private static final int KEYS_A_SCRIPT = 2;

    /** The room as the answer reports it. */
    public static CacheRoom of(EndpointState state) {
        var memory = state.opcache().memory();
        var whole = memory.used() + memory.free() + memory.wasted();
        var spare = memory.free() - whole / RESERVE;
        var keys = memory.maxKeys() - memory.keys() - memory.maxKeys() / RESERVE;
        var full = memory.full() || spare <= 0 || keys <= 0;
        var scripts = state.facts().map(EndpointFacts::scripts).orElse(CachedScripts.NONE);
        return new CacheRoom(full, releases(scripts.release(), spare, keys), tenths(scripts.others(), whole));
    }

    private static long tenths(Share others, long whole) {
        return whole == 0 ? 0 : (10 * others.bytes() + whole - 1) / whole;
    }

    private static OptionalLong releases(Share live, long spare, long keys) {
        if (live.scripts() == 0 || live.bytes() == 0) {
            return OptionalLong.empty();
        }
        var most = Math.min(spare / live.bytes(), keys / ((long) KEYS_A_SCRIPT * live.scripts()));
        return OptionalLong.of(Math.max(0, most));
    }

    /** Another release would fill the cache. */
    public boolean lacking() {
        return full || (releases.isPresent() && releases.getAsLong() == 0);
    }

    @Override
    public String toString() {
        return othersTenths == 0 ? own() : own() + " beside other sites, which use " + othersTenths + "0% of it";
    }

    private String own() {
        if (lacking()) {
            return "no room for another release";
        }
        if (releases.isEmpty()) {
            return "room as long as little is cached";
        }
        return "room for " + releases.getAsLong() + (releases.getAsLong() == 1 ? " more release" : " more releases");
    }
}
