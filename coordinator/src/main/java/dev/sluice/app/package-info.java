/**
 * The composition root: the only place where adapters are made and put together, and what fronts call. It holds no rule about rollouts;
 * those are in the core.
 */
@NullMarked
package dev.sluice.app;

import org.jspecify.annotations.NullMarked;
