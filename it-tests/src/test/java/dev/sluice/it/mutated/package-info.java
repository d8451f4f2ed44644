/** Every fleet command on hosts of which some answer what no host script answers. */
@NullMarked
package dev.sluice.it.mutated;

import org.jspecify.annotations.NullMarked;
