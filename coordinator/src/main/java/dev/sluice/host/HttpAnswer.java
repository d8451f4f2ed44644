package dev.sluice.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to an {@link HttpCall}.
 *
 * @param headers names in lower case
 * @param body the first mebibyte at most, decoded as UTF-8
 * @param took from sending to the last byte
 */
public record HttpAnswer(int status, Map<String, List<String>> headers, String body, Duration took) {
    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /** The first value of a header. */
    public Optional<String> header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
    }
}
