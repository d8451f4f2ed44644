package dev.sluice.inventory;

/** How a request is sent to a host's web server. */
public enum Via {
    /** Through the host's own SSH session, so that no balancer, DNS or CDN is in between. */
    SSH,
    /** By curl on the host. */
    EXEC,
    /** From the coordinator. */
    DIRECT
}
