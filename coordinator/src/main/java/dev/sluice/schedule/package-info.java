/**
 * When schedules start, and what becomes of each start: pure. The time, what was recorded and the playbook are arguments; what is decided is returned
 * as values and performed elsewhere.
 */
@NullMarked
package dev.sluice.schedule;

import org.jspecify.annotations.NullMarked;
