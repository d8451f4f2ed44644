package dev.sluice.endpoint;

import java.util.List;

/**
 * The request was signed by a known key, but refused.
 *
 * @param op the request's operation, which this endpoint may not know
 * @param error why: a code of the protocol, which this program may not know
 * @param at the site that requests to this endpoint must name
 * @param names of functions, where the endpoint lacks some
 */
public record EndpointRefusal(String nonce, String op, long time, String error, EndpointSite at, List<String> names)
        implements EndpointAnswer {
    public EndpointRefusal {
        names = List.copyOf(names);
    }

    /** A refusal that names no function. */
    public EndpointRefusal(String nonce, String op, long time, String error, EndpointSite at) {
        this(nonce, op, time, error, at, List.of());
    }

    /** PHP functions that the endpoint needs are disabled on the host. */
    public static final String DISABLED = "disabled";

    /** Another version of the protocol. */
    public static final String VERSION = "version";

    /** The endpoint is of another inventory. */
    public static final String WRONG_INVENTORY = "wrong_inventory";

    /** The endpoint is of another site: the request reached the wrong virtual host. */
    public static final String WRONG_SITE = "wrong_site";

    /** The endpoint is on another host. */
    public static final String WRONG_HOST = "wrong_host";

    /** The request is too old or too new by the host's clock. */
    public static final String SKEW = "skew";

    /** The nonce has a wrong form. */
    public static final String NONCE = "nonce";

    /** The nonce was taken before. */
    public static final String REPLAYED = "replayed";

    /** The operation is unknown here. */
    public static final String UNKNOWN_OP = "unknown_op";

    /** PHP cannot write its temporary directory, so that no nonce can be taken. */
    public static final String STORE = "store";

    /** More requests in a minute than nonces are kept. */
    public static final String BUSY = "busy";

    /** PHP has no OPcache. */
    public static final String NO_OPCACHE = "no_opcache";

    /** The last reset is less than ten seconds ago. */
    public static final String TOO_SOON = "too_soon";

    /** The release that is to be compiled is missing, or incomplete. */
    public static final String NO_RELEASE = "no_release";

    /** {@code current} leads to another release than the one whose scripts were to be kept. */
    public static final String NOT_LIVE = "not_live";

    /** {@code opcache_reset()} was not true: switched off, or restrict_api. */
    public static final String RESET_REFUSED = "reset_refused";
}
