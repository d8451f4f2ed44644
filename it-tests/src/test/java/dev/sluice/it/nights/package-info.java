/** Schedules and windows over days and nights, by a clock that the test sets; nothing waits. */
@NullMarked
package dev.sluice.it.nights;

import org.jspecify.annotations.NullMarked;
