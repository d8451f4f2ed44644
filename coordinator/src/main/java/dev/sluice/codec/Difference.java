package dev.sluice.codec;

/**
 * A difference between two records.
 *
 * @param place names of the components from the outside in, such as {@code opcache.key} or {@code tasks.finish[0].run}
 * @param one the first record's value in JSON; empty if there is none
 * @param other the second record's value
 */
public record Difference(String place, String one, String other) {}
