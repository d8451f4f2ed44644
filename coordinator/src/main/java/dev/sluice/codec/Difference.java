package dev.sluice.codec;

/**
 * Where two records are not the same.
 *
 * @param place names of the components from the outside in, such as {@code opcache.key} or {@code tasks.finish[0].run}
 * @param one the value there as it would be written in JSON; empty where there is none
 * @param other the same of the other
 */
public record Difference(String place, String one, String other) {}
