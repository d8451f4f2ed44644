/**
 * Hosts that answer what host scripts are for, in this process and without any other: hundreds of them cost a machine next to nothing.
 *
 * <p>Speaks the scripts' protocol by its own means, for ordinary releases only; may know the scripts' names and the manifest's form, and nothing
 * of a rollout.
 */
@NullMarked
package dev.sluice.paper;

import org.jspecify.annotations.NullMarked;
