package dev.sluice.plan;

import dev.sluice.inventory.Host;

/**
 * The directory on a machine that a host's name means, as far as the files of a project describe it.
 *
 * @param path the site's directory
 */
public record HostPlace(String address, int port, String path) {
    public static HostPlace of(Host host) {
        return new HostPlace(host.address(), host.ssh().port(), host.path());
    }
}
