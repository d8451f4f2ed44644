package dev.sluice.endpoint;

/**
 * What changes slowly or not at all.
 *
 * @param php version of PHP
 * @param root {@code resolved} when the web server resolves the root once a request, {@code link} when it passes on the path through {@code current},
 *     else {@code other}
 * @param realpathCacheSeconds realpath_cache_ttl
 * @param revalidatePath opcache.revalidate_path
 * @param strangeStores names of the endpoint's nonce directories that another account of the host has made
 * @param outdated scripts that are not compiled as they are on disk
 */
public record EndpointFacts(
        String php,
        String root,
        int realpathCacheSeconds,
        boolean revalidatePath,
        CachedScripts scripts,
        int strangeStores,
        OutdatedScripts outdated) {}
