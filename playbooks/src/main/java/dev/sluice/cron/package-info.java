/**
 * The local times that a cron text names, by Quartz' own parser. Texts become dates and times of a calendar without a zone: which instant each of them
 * is, and what becomes of it, is decided elsewhere. It reads no clock.
 */
@NullMarked
package dev.sluice.cron;

import org.jspecify.annotations.NullMarked;
