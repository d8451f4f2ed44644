package dev.sluice.it.web;

import java.net.InetSocketAddress;

/**
 * A site on one host, as a visitor reaches it.
 *
 * @param host the host's name, as results name it
 * @param address where it listens
 * @param site the virtual host, sent as Host header
 */
public record WebTarget(String host, InetSocketAddress address, String site) {
    /** The same host, asked for another virtual host. */
    public WebTarget withSite(String other) {
        return new WebTarget(host, address, other);
    }
}
