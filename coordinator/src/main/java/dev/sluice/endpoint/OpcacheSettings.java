package dev.sluice.endpoint;

import java.util.List;

/**
 * PHP's settings that decide what a switch needs.
 *
 * @param visible PHP shows the cache to the endpoint; not without the extension, or where restrict_api forbids it
 * @param enabled opcache.enable
 * @param revalidateSeconds opcache.revalidate_freq
 * @param forceRestartSeconds opcache.force_restart_timeout: after this time PHP kills requests that delay a restart
 * @param fileCache opcache.file_cache is set: no reset empties it
 * @param preload opcache.preload is set: no reset replaces what it loaded
 * @param restrictApi opcache.restrict_api is set
 * @param disabled functions of OPcache that disable_functions takes away from the site
 */
public record OpcacheSettings(
        boolean visible,
        boolean enabled,
        boolean validateTimestamps,
        int revalidateSeconds,
        int forceRestartSeconds,
        boolean fileCache,
        boolean preload,
        boolean restrictApi,
        List<String> disabled) {
    public OpcacheSettings {
        disabled = List.copyOf(disabled);
    }

    /** Settings that take no function away. */
    public OpcacheSettings(
            boolean visible,
            boolean enabled,
            boolean validateTimestamps,
            int revalidateSeconds,
            int forceRestartSeconds,
            boolean fileCache,
            boolean preload,
            boolean restrictApi) {
        this(
                visible,
                enabled,
                validateTimestamps,
                revalidateSeconds,
                forceRestartSeconds,
                fileCache,
                preload,
                restrictApi,
                List.of());
    }
}
