/** The only place where adapters are made and put together. Who makes a thing closes it. */
@NullMarked
package dev.sluice.wiring;

import org.jspecify.annotations.NullMarked;
