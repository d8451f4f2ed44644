/**
 * What the facts of a host mean for releasing to it: findings with their remedies, every reason to refuse, and what a host could go back to.
 * It is pure: it asks no host, reads no clock and prints nothing.
 */
@NullMarked
package dev.sluice.readiness;

import org.jspecify.annotations.NullMarked;
