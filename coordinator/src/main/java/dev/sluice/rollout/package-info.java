/**
 * What happened (events), what that amounts to (the state, a fold over the events) and what is to be done next (the machine). Pure: it
 * reads no clock and does no I/O; whatever acts asks it and tells it.
 */
@NullMarked
package dev.sluice.rollout;

import org.jspecify.annotations.NullMarked;
