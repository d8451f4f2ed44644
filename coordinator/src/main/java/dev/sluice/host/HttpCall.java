package dev.sluice.host;

import java.time.Duration;
import java.util.Map;

/**
 * One request to the site's web server.
 *
 * @param method GET or POST
 * @param path begins with a slash and may carry a query
 * @param headers besides those that the inventory gives the site
 * @param body UTF-8; empty for GET
 * @param connection whether an open connection may serve the request
 * @param timeout for the whole call, from connecting to the last byte
 * @param content whether its headers contain a secret: then it is sent only where no one else can read it
 */
public record HttpCall(
        String method,
        String path,
        Map<String, String> headers,
        String body,
        Connection connection,
        Duration timeout,
        Content content) {
    /** Separate connections reach separate workers. */
    public enum Connection {
        SHARED,
        OWN
    }

    /** What a request contains besides what the inventory adds. */
    public enum Content {
        PUBLIC,
        SECRET
    }

    public HttpCall {
        headers = Map.copyOf(headers);
    }

    /** A request without a secret. */
    public HttpCall(
            String method,
            String path,
            Map<String, String> headers,
            String body,
            Connection connection,
            Duration timeout) {
        this(method, path, headers, body, connection, timeout, Content.PUBLIC);
    }

    /** The same request, one of whose headers contains a secret. */
    public HttpCall withSecret() {
        return new HttpCall(method, path, headers, body, connection, timeout, Content.SECRET);
    }

    /** The same request, with this timeout where its own is longer. */
    public HttpCall atMost(Duration longest) {
        return timeout.compareTo(longest) <= 0
                ? this
                : new HttpCall(method, path, headers, body, connection, longest, content);
    }

    /** A GET on a connection that may be shared. */
    public static HttpCall get(String path, Duration timeout) {
        return new HttpCall("GET", path, Map.of(), "", Connection.SHARED, timeout);
    }
}
