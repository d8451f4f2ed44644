/**
 * Listeners that tell people and programs how a rollout goes: the console, JSON lines, the result. They are told what happened and change
 * nothing.
 */
@NullMarked
package dev.sluice.report;

import org.jspecify.annotations.NullMarked;
