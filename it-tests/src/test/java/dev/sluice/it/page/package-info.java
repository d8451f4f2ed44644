/** The page as a browser shows it. */
@NullMarked
package dev.sluice.it.page;

import org.jspecify.annotations.NullMarked;
