package dev.sluice.engine;

import dev.sluice.inventory.HostName;

/**
 * How far the upload to a host is.
 *
 * @param sent bytes so far, before compression
 * @param total bytes in all, before compression
 */
public record StagingProgress(HostName host, long sent, long total) {}
