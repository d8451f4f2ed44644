/**
 * What commands print for other programs: one record a command, and how it becomes JSON or YAML. It holds words and numbers only, knows no
 * other package, and decides nothing.
 */
@NullMarked
package dev.sluice.listing;

import org.jspecify.annotations.NullMarked;
