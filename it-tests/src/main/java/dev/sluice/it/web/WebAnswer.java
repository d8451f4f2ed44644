package dev.sluice.it.web;

import java.util.Map;

/**
 * A whole answer.
 *
 * @param status the HTTP status
 * @param headers by lower-case name; of a repeated one the last
 * @param body decoded as UTF-8
 */
public record WebAnswer(int status, Map<String, String> headers, String body) {
    public WebAnswer {
        headers = Map.copyOf(headers);
    }

    boolean closesConnection() {
        return "close".equalsIgnoreCase(headers.get("connection"));
    }
}
