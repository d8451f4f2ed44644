/**
 * The PHP file, the reset and the proof on real PHP. May not know how a coordinator reaches a host: it asks nginx directly.
 */
@NullMarked
package dev.sluice.it.php;

import org.jspecify.annotations.NullMarked;
