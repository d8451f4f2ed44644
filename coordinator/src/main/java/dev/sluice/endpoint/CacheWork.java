package dev.sluice.endpoint;

import java.util.List;

/**
 * What one {@link Operation#EXAMINE}, {@link Operation#WARM} or {@link Operation#INVALIDATE} did.
 *
 * @param done scripts that were read, compiled, or marked because they belong to another release
 * @param failed scripts that could not be; marking one fails where its path leads to another file now
 * @param next where the next request must continue; empty when nothing is left to do
 * @param full the rest was left out, because the cache has no free memory
 * @param changed scripts that were marked because they were not as on disk
 * @param names of some scripts that cannot be read, or that had changed, below the site's path
 */
public record CacheWork(int done, int failed, String next, boolean full, int changed, List<String> names) {
    public CacheWork {
        names = List.copyOf(names);
    }

    /** Work that names no script. */
    public CacheWork(int done, int failed, String next, boolean full) {
        this(done, failed, next, full, 0, List.of());
    }
}
