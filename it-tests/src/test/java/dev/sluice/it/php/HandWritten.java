package dev.sluice.it.php;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request's body, so that a test can write what the program would not.
 *
 * @param values as JSON, in the protocol's order
 */
record HandWritten(Map<String, String> values) {
    /** A right one, made now, for web01. */
    static HandWritten body(String op) {
        var values = new LinkedHashMap<String, String>();
        values.put("v", "1");
        values.put("op", quoted(op));
        values.put("inventory", quoted("test"));
        values.put("site", quoted("shop"));
        values.put("host", quoted("web01"));
        values.put("release", quoted("v1"));
        values.put("purpose", quoted("release"));
        values.put("nonce", quoted(EndpointHost.nonce()));
        return new HandWritten(values).sentAfter(0);
    }

    HandWritten with(String key, String json) {
        var changed = new LinkedHashMap<>(values);
        changed.put(key, json);
        return new HandWritten(changed);
    }

    /** @param seconds from now by the host's clock, which is ours; negative for the past */
    HandWritten sentAfter(long seconds) {
        return with("ts", Long.toString(Instant.now().getEpochSecond() + seconds));
    }

    /** The time that it says it was made at, in seconds since 1970. */
    long time() {
        return Long.parseLong(values.getOrDefault("ts", "0"));
    }

    /** Of exactly so many bytes. */
    String padded(int bytes) {
        var text = text();
        return text + " ".repeat(bytes - text.length());
    }

    String text() {
        return values.entrySet().stream()
                .map(value -> quoted(value.getKey()) + ":" + value.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
