package dev.sluice.endpoint;

/** The route by which a host's endpoint is called. */
public enum EndpointRoute {
    /** The visitors' route, so that the answer is as stale, or as fresh, as the site is to them. */
    WEB_SERVER("through the web server"),
    /** As if the web server passed on the path through {@code current}, which is never fresher than the site. */
    FPM_SOCKET("over PHP-FPM's socket, which does not show which root the web server uses");

    private final String words;

    EndpointRoute(String words) {
        this.words = words;
    }

    /** For people, after "asked". */
    @Override
    public String toString() {
        return words;
    }
}
