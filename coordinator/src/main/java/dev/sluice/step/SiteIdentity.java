package dev.sluice.step;

/**
 * The site that a directory on a host belongs to. It is written there once; another inventory or site is refused afterwards.
 *
 * @param inventory the inventory's name
 * @param site the playbook's name
 * @param host the host's name in the inventory
 */
public record SiteIdentity(String inventory, String site, String host) {}
