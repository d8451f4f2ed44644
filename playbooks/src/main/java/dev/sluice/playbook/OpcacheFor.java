package dev.sluice.playbook;

import dev.sluice.inventory.HostSelector;

/**
 * Other OPcache settings for some hosts.
 *
 * @param settings complete: what it does not set is as for all others; its own {@code forHosts} is empty
 */
public record OpcacheFor(HostSelector on, Opcache settings) {}
