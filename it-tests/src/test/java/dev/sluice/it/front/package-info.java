/** Operations through a front that has no command line, and a coordinator that outlives its rollouts. */
@NullMarked
package dev.sluice.it.front;

import org.jspecify.annotations.NullMarked;
