/**
 * Events, the state (a fold over the events) and the machine, which decides the next move. Pure: it reads no clock and does no I/O; the callers that
 * act query it and pass it events.
 */
@NullMarked
package dev.sluice.rollout;

import org.jspecify.annotations.NullMarked;
