/**
 * What the facts of a host mean for releasing to it: findings with their remedies, and why a host serves what it serves. It is pure: it asks
 * no host, reads no clock and prints nothing.
 */
@NullMarked
package dev.sluice.doctor;

import org.jspecify.annotations.NullMarked;
