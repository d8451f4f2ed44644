package dev.sluice.playbook;

import dev.sluice.document.SecretReference;

/** Which endpoint is called on a host's web SAPI. */
public sealed interface EndpointChoice {
    /** Whether the file that staging places in each release is what answers, through the web server or over FPM's socket. */
    default boolean standsInRelease() {
        return this instanceof Auto || this instanceof InRelease || this instanceof FastCgi;
    }

    /** {@link InRelease}, else {@link FastCgi}. */
    record Auto() implements EndpointChoice {}

    /** The file that staging places in the release, through the web server. */
    record InRelease() implements EndpointChoice {}

    /** The same file, by FPM over its socket. */
    record FastCgi() implements EndpointChoice {}

    /**
     * An endpoint that the site has itself.
     *
     * @param url path on the site, or a whole URL
     * @param headerName such as {@code Authorization}
     * @param headerPrefix before the secret, with its blank, such as {@code "Bearer "}; may be empty
     * @param header the secret of the header
     * @param expect what the answer's body must contain
     */
    record Own(String url, String headerName, String headerPrefix, SecretReference header, String expect)
            implements EndpointChoice {}

    /** Nothing: a host without PHP's web SAPI. */
    record None() implements EndpointChoice {}
}
