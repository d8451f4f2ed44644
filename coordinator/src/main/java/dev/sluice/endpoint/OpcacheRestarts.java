package dev.sluice.endpoint;

/**
 * The restarts of one cache. Times are in seconds since 1970 and are compared with each other only, never with a clock:
 * PHP counts them up when restarts come fast.
 *
 * @param start when the cache was made; changes when FPM is reloaded
 * @param last the last restart, or 0
 * @param pending scheduled, waits until no request runs; scripts are compiled uncached meanwhile
 * @param outOfMemory restarts that PHP scheduled itself; one requested meanwhile may be counted here
 */
public record OpcacheRestarts(
        long start, long last, boolean pending, boolean inProgress, long manual, long hash, long outOfMemory) {
    /** Whether a complete restart happened between an earlier reading and this one. */
    public boolean doneSince(OpcacheRestarts earlier) {
        return (start != earlier.start || last != earlier.last) && settled();
    }

    /** Nothing is pending or in progress. */
    public boolean settled() {
        return !pending && !inProgress;
    }

    /** All restarts since the cache was made. */
    public long count() {
        return manual + hash + outOfMemory;
    }
}
