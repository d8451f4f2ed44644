package dev.sluice.schedule;

import java.time.Instant;
import java.time.LocalDateTime;

/**
 * One start that a schedule names. The name and the local time identify it, whatever happens to clocks and zones: of an hour that comes twice, and
 * after a crash, there is still one.
 *
 * @param local date and time in the schedule's zone, as the cron text names them
 * @param at the instant at which it is due
 */
public record Occurrence(String schedule, LocalDateTime local, Instant at) {}
