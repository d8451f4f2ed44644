package dev.sluice.endpoint;

/**
 * How full the cache is, in bytes and keys.
 *
 * @param full nothing more is cached: new releases run uncompiled
 */
public record OpcacheMemory(
        long used,
        long free,
        long wasted,
        long keys,
        long maxKeys,
        long internedUsed,
        long internedFree,
        boolean full) {}
