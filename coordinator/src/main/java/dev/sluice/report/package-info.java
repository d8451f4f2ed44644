/**
 * Listeners that report the progress of a rollout to people and programs: the console, JSON lines, the result. They receive events and change
 * nothing.
 */
@NullMarked
package dev.sluice.report;

import org.jspecify.annotations.NullMarked;
