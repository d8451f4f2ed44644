package dev.sluice.endpoint;

/**
 * What does not change from one request to the next.
 *
 * @param php version of PHP
 * @param root {@code resolved} when the web server resolves the root once a request, {@code link} when it hands on the
 *     path through {@code current}, else {@code other}
 * @param realpathCacheSeconds realpath_cache_ttl
 */
public record EndpointFacts(String php, String root, int realpathCacheSeconds) {}
