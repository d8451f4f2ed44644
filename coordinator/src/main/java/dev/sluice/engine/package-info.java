/**
 * Runs a rollout: asks the machine for the next move, does it through ports, and journals what happened before anything depends on it.
 * It reads the time only through {@link dev.sluice.engine.Timekeeper} and knows no adapter.
 */
@NullMarked
package dev.sluice.engine;

import org.jspecify.annotations.NullMarked;
