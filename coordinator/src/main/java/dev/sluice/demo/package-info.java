/**
 * A fleet embedded in one process: SSH servers that run real commands, web servers whose PHP stand-in is as stale as OPcache, faults
 * on request, and a sample site for it. It knows nothing of how a rollout is decided, executed or reported, and opens only loopback ports.
 */
@NullMarked
package dev.sluice.demo;

import org.jspecify.annotations.NullMarked;
