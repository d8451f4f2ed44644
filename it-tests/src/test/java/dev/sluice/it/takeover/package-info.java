/**
 * Rollouts that somebody steers, interrupts or takes over: by a signal, a kill, another process, another machine.
 */
@NullMarked
package dev.sluice.it.takeover;

import org.jspecify.annotations.NullMarked;
