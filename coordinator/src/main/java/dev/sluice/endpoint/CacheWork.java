package dev.sluice.endpoint;

/**
 * What one {@link Operation#WARM} or {@link Operation#INVALIDATE} did.
 *
 * @param done scripts that were compiled, or marked
 * @param failed scripts that could not be
 * @param next where the next request must continue; empty when nothing is left to do
 * @param full the rest was left out, because the cache has no free memory
 */
public record CacheWork(int done, int failed, String next, boolean full) {}
