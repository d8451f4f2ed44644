package dev.sluice.step;

/**
 * The right to change one site on one host.
 *
 * @param path the absolute directory on the host that holds {@code current} and {@code releases}
 * @param rollout its holder
 * @param token the host's fence at that time; a command with an older token has no effect
 */
public record Lease(String path, String rollout, long token) {}
