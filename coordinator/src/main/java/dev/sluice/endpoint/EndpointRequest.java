package dev.sluice.endpoint;

import java.util.regex.Pattern;

/**
 * One request to the endpoint.
 *
 * @param v version of the protocol
 * @param at the site that it is for
 * @param release the release that the coordinator works on; empty when there is none
 * @param nonce 32 hexadecimal digits, taken once
 * @param ts seconds since 1970 by the coordinator's clock
 * @param after with {@link Operation#WARM}: where the previous request stopped; else empty
 */
public record EndpointRequest(
        int v, Operation op, EndpointSite at, String release, Purpose purpose, String nonce, long ts, String after) {
    /** The version of the protocol that this program speaks. */
    public static final int VERSION = 1;

    /** How far {@link #ts} may be from the host's clock, in seconds. */
    public static final int SKEW_SECONDS = 60;

    private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");

    public EndpointRequest {
        if (!NONCE.matcher(nonce).matches()) {
            throw new IllegalArgumentException("a nonce has 32 hexadecimal digits in lower case");
        }
    }

    /** A request that continues no other. */
    public EndpointRequest(
            int v, Operation op, EndpointSite at, String release, Purpose purpose, String nonce, long ts) {
        this(v, op, at, release, purpose, nonce, ts, "");
    }

    /** The canonical body: keys in the order of the protocol, no blanks. */
    public String body() {
        return RequestJson.write(this);
    }

    /**
     * Reads a body.
     *
     * @throws IllegalArgumentException when it is not a request
     */
    public static EndpointRequest parse(String body) {
        return RequestJson.read(body);
    }
}
