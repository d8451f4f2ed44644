package dev.sluice.http;

import dev.sluice.host.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What curl wrote: the head, a blank line, the body, and the mark with the seconds it took, unless the end is cut off.
 *
 * @param text each byte a character
 */
record CurlAnswer(String text, String mark) {
    private static final String BLANK = "\r\n\r\n";

    /** Whether the answer is complete. */
    boolean whole() {
        return text.lastIndexOf("\n" + mark + " ") >= 0;
    }

    /** The answer; empty when not even its head is complete. */
    Optional<HttpAnswer> read(int largestBody, Duration measured) {
        int end = text.lastIndexOf("\n" + mark + " ");
        var answer = end < 0 ? text : text.substring(0, end);
        int from = 0;
        while (true) {
            int blank = answer.indexOf(BLANK, from);
            if (blank < 0 || !answer.startsWith("HTTP/", from)) {
                return Optional.empty();
            }
            var head = answer.substring(from, blank).split("\r\n", -1);
            from = blank + BLANK.length();
            int status = status(head[0]);
            // 1xx means that the answer is still to come.
            if (status >= 200) {
                var took = end < 0 ? measured : took(text.substring(end + mark.length() + 2), measured);
                return Optional.of(new HttpAnswer(status, headers(head), body(answer, from, largestBody), took));
            }
        }
    }

    private static int status(String line) {
        var words = line.split(" ", 3);
        return words.length > 1 && words[1].matches("[1-9][0-9]{2}") ? Integer.parseInt(words[1]) : 999;
    }

    private static Map<String, List<String>> headers(String[] head) {
        var headers = new TreeMap<String, List<String>>();
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(head[i].substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(head[i].substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static String body(String answer, int from, int largest) {
        var bytes = answer.substring(from, Math.min(answer.length(), from + largest))
                .getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Duration took(String seconds, Duration measured) {
        try {
            return Duration.ofNanos((long) (Double.parseDouble(seconds.strip().replace(',', '.')) * 1e9));
        } catch (NumberFormatException unreadable) {
            return measured;
        }
    }
}
