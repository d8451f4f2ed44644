package dev.sluice.plan;

/**
 * The release of a rollout.
 *
 * @param digest SHA-256 of the manifest, hexadecimal
 * @param bytes of all files together
 */
public record Release(ReleaseId id, String digest, int files, long bytes) {}
