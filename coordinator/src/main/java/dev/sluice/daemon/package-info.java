/**
 * The process that runs all the time: a thread for each site, woken by alarms and by files that change. It decides nothing: what is due, and what becomes
 * of it, is in {@code schedule} and {@code operation}.
 */
@NullMarked
package dev.sluice.daemon;

import org.jspecify.annotations.NullMarked;
