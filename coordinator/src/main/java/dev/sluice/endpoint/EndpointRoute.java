package dev.sluice.endpoint;

/** The way by which a host's endpoint is asked. */
public enum EndpointRoute {
    /** As visitors come, and so as stale, or as fresh, as the site is to them. */
    WEB_SERVER("through the web server"),
    /** As if the web server handed on the path through {@code current}, which is never fresher than the site. */
    FPM_SOCKET("over PHP-FPM's socket, which cannot tell which root the web server uses");

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
