package dev.sluice.readiness;

import dev.sluice.endpoint.EndpointRoute;
import dev.sluice.endpoint.EndpointState;

/** How the endpoint of a host answered a signed request. */
public sealed interface EndpointSeen {
    /** It did, by one of the ways to it. */
    record Answered(EndpointState state, EndpointRoute route) implements EndpointSeen {}

    /** Something stands before it: the web server, the site, or nothing is there. */
    record NotReached(String why, String next) implements EndpointSeen {}

    /** It, or the way to it, says why not. */
    record Refused(String why, String next) implements EndpointSeen {}

    /** It cannot be there yet, or is not used for this host. */
    record NotAsked(String why) implements EndpointSeen {}
}
