/**
 * Mutants of the host scripts, each with one thing done wrongly, and which tests notice: {@code it-tests/mutants}. It reads the scripts as text
 * and runs the tests of {@code it.script} through JUnit's launcher.
 */
@NullMarked
package dev.sluice.it.mutation;

import org.jspecify.annotations.NullMarked;
