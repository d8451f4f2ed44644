package dev.sluice.readiness;

import dev.sluice.endpoint.EndpointRoute;
import dev.sluice.endpoint.EndpointState;

/** How the endpoint of a host answered a signed request. */
public sealed interface EndpointSeen {
    /** It did, by one of the ways to it. */
    record Answered(EndpointState state, EndpointRoute route) implements EndpointSeen {}

    /** The request did not reach it: the web server or the site answered, or nothing did. */
    record NotReached(String why, String next) implements EndpointSeen {}

    /** It, or the way to it, gives a reason. */
    record Refused(String why, String next) implements EndpointSeen {}

    /** It cannot be there yet, or is not used for this host. */
    record NotAsked(String why) implements EndpointSeen {}
}
