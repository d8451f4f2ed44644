/**
 * Rollouts from their beginning to their end: to good and broken releases, under traffic, with faults of hosts, and the housekeeping between them.
 */
@NullMarked
package dev.sluice.it.rollout;

import org.jspecify.annotations.NullMarked;
