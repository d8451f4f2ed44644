/**
 * The imperative shell: performs the moves that the machine asks for, through ports, and records what came of them; the ports to the
 * record of a rollout are here too. It makes no decision of its own about a rollout, and knows no adapter.
 */
@NullMarked
package dev.sluice.engine;

import org.jspecify.annotations.NullMarked;
