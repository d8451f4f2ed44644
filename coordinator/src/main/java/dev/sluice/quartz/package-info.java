/**
 * Alarms by Quartz, in memory: they wake, and decide nothing. No job is stored, no instant comes from here, and nothing depends on an alarm that is
 * lost: what is due is computed from the playbook and from what was recorded.
 */
@NullMarked
package dev.sluice.quartz;

import org.jspecify.annotations.NullMarked;
