/**
 * Visitors: a bounded number of connections that ask without pause and remember every answer.
 *
 * <p>Judges nothing while it runs; what was failed, stale or torn is asked afterwards, from the answers.
 */
@NullMarked
package dev.sluice.it.traffic;

import org.jspecify.annotations.NullMarked;
