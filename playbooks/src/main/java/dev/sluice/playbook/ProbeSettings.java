package dev.sluice.playbook;

import java.time.Duration;

/**
 * How often and how long health is checked.
 *
 * @param every between two attempts
 * @param timeout of one attempt
 * @param consecutive good answers in a row, from 1
 * @param within all of it
 */
public record ProbeSettings(Duration every, Duration timeout, int consecutive, Duration within) {}
