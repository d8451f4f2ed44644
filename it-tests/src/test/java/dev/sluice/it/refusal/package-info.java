/**
 * Rollouts that must not begin, and what a person reads then.
 */
@NullMarked
package dev.sluice.it.refusal;

import org.jspecify.annotations.NullMarked;
