package dev.sluice.demo;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP/1.1 request.
 *
 * @param target path and query, as sent
 * @param headers names in lower case; the last of equal names counts
 */
record WebRequest(String method, String target, Map<String, String> headers, String body) {
    private static final String END_OF_HEAD = "\r\n\r\n";

    /** The length in bytes of the first request in {@code received}, or -1 while it is not whole. */
    static int length(String received) {
        int head = received.indexOf(END_OF_HEAD);
        if (head < 0) {
            return -1;
        }
        int length = head + END_OF_HEAD.length() + bodyLength(headers(received.substring(0, head)));
        return length <= received.length() ? length : -1;
    }

    /** Reads one whole request, each of whose characters is one byte. */
    static WebRequest parse(String whole) {
        int head = whole.indexOf(END_OF_HEAD);
        var firstLine = whole.substring(0, whole.indexOf("\r\n")).split(" ", -1);
        var body = whole.substring(head + END_OF_HEAD.length()).getBytes(StandardCharsets.ISO_8859_1);
        return new WebRequest(
                firstLine[0],
                firstLine.length > 1 ? firstLine[1] : "/",
                headers(whole.substring(0, head)),
                new String(body, StandardCharsets.UTF_8));
    }

    /** The target without its query. */
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** By its name in lower case; empty where it is missing or has no value. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).filter(value -> !value.isEmpty());
    }

    /** The sender accepts no further answer on this connection. */
    boolean last() {
        return headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    }

    private static int bodyLength(Map<String, String> headers) {
        try {
            return Integer.parseInt(headers.getOrDefault("content-length", "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Map<String, String> headers(String head) {
        var headers = new HashMap<String, String>();
        head.lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        });
        return headers;
    }
}
