/**
 * How a host's PHP starts to serve a release: which method fits it, how the endpoint is called, how OPcache forgets the old code, and how it is
 * proved
 * which release each worker serves. It reaches hosts through the ports of {@code host} only, and decides nothing about a rollout.
 */
@NullMarked
package dev.sluice.opcache;

import org.jspecify.annotations.NullMarked;
