/** The catalogue of faults names tests that are there, and its table tells what became of them. It runs none of them. */
@NullMarked
package dev.sluice.it.campaign;

import org.jspecify.annotations.NullMarked;
