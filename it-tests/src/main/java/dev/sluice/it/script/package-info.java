/** Host scripts under real shells on this machine, without SSH; it knows the coordinator's ports and steps, and nothing of a fleet. */
@NullMarked
package dev.sluice.it.script;

import org.jspecify.annotations.NullMarked;
