/**
 * The imperative shell: performs the moves that the machine decides, through ports, and records their results. The ports to the record of a rollout
 * are here too. It makes no decision about a rollout, and depends on no adapter.
 */
@NullMarked
package dev.sluice.engine;

import org.jspecify.annotations.NullMarked;
