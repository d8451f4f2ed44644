/** The floor plan as rules. They run here and over the whole product in the tests on real servers; they decide nothing at run time. */
@NullMarked
package dev.sluice.architecture;

import org.jspecify.annotations.NullMarked;
