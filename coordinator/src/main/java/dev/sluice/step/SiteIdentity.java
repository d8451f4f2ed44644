package dev.sluice.step;

/**
 * What a directory on a host belongs to; it is written there once, and another inventory or site is refused afterwards.
 *
 * @param inventory the inventory's name
 * @param site the playbook's name
 * @param host the name the inventory has for the host
 */
public record SiteIdentity(String inventory, String site, String host) {}
