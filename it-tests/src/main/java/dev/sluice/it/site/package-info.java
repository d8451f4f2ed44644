/**
 * A small PHP site whose every answer says which release its parts came from.
 *
 * <p>Writes files and reads answers; starts nothing and sends nothing.
 */
@NullMarked
package dev.sluice.it.site;

import org.jspecify.annotations.NullMarked;
