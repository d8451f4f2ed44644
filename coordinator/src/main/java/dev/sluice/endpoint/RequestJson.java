package dev.sluice.endpoint;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Requests as JSON. */
final class RequestJson {
    /** An answer has a depth of four; PHP writes no number of more digits than a long has. */
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(20)
            .maxNumberLength(20)
            .maxNameLength(100)
            .maxStringLength(65_536)
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(BOUNDS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private static final int TEXT = 4096;

    /** Of one list. */
    private static final int TEXTS = 100;

    /**
     * Characters that a terminal interprets, or does not show: our own texts contain none, and every text that is built from these may be printed.
     */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]");

    /** Of processes, scripts and seconds of a setting. */
    private static final int COUNT = 2_000_000_000;

    /** Of bytes, moments and counters. */
    static final long LARGEST = 1_000_000_000_000_000_000L;

    private RequestJson() {}

    static String write(EndpointRequest request) {
        var node = MAPPER.createObjectNode();
        node.put("v", request.v());
        node.put("op", request.op().wire());
        node.put("inventory", request.at().inventory());
        node.put("site", request.at().site());
        node.put("host", request.at().host());
        node.put("release", request.release());
        node.put("purpose", request.purpose().wire());
        node.put("nonce", request.nonce());
        node.put("ts", request.ts());
        if (!request.after().isEmpty()) {
            node.put("after", request.after());
        }
        return MAPPER.writeValueAsString(node);
    }

    static EndpointRequest read(String body) {
        var node = object(body);
        return new EndpointRequest(
                node.path("v").asInt(0),
                Operation.ofWire(text(node, "op")).orElseThrow(() -> illegal("op")),
                new EndpointSite(text(node, "inventory"), text(node, "site"), text(node, "host")),
                text(node, "release"),
                Purpose.ofWire(text(node, "purpose")).orElseThrow(() -> illegal("purpose")),
                text(node, "nonce"),
                node.path("ts").asLong(0),
                text(node, "after"));
    }

    /** @throws IllegalArgumentException when the text is not a JSON object */
    static JsonNode object(String json) {
        try {
            var node = MAPPER.readTree(json);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException broken) {
            throw new IllegalArgumentException("not JSON: " + broken.getOriginalMessage(), broken);
        }
        throw new IllegalArgumentException("not a JSON object");
    }

    /** One line that can be shown; empty where it is missing. Every other kind of value is an error. */
    static String text(JsonNode node, String key) {
        return shown(lines(node, key), key);
    }

    private static String shown(String text, String name) {
        if (UNSEEN.matcher(text).find()) {
            throw new IllegalArgumentException(name + " has characters that cannot be shown");
        }
        return text;
    }

    /** Any text. */
    static String lines(JsonNode node, String key) {
        var value = node.path(key);
        return value.isMissingNode() ? "" : string(value, key);
    }

    private static String string(JsonNode value, String name) {
        if (!value.isString() || value.asString().length() > TEXT) {
            throw new IllegalArgumentException(name + " is not a text of up to " + TEXT + " characters");
        }
        return value.asString();
    }

    /** A part of an answer; missing where it is. */
    static JsonNode object(JsonNode node, String key) {
        var part = node.path(key);
        if (!part.isMissingNode() && !part.isObject()) {
            throw new IllegalArgumentException(key + " is not an object");
        }
        return part;
    }

    /** The same for a list. */
    static JsonNode list(JsonNode node, String key) {
        var part = node.path(key);
        if (!part.isMissingNode() && !part.isArray()) {
            throw new IllegalArgumentException(key + " is not a list");
        }
        return part;
    }

    /** A list of lines that can be shown; empty where it is missing. */
    static List<String> texts(JsonNode node, String key) {
        return texts(list(node, key));
    }

    static List<String> texts(JsonNode list) {
        if (list.size() > TEXTS) {
            throw new IllegalArgumentException("a list of more than " + TEXTS + " texts");
        }
        return list.valueStream()
                .map(value -> shown(string(value, "a text"), "a text"))
                .toList();
    }

    static void put(ObjectNode node, String key, List<String> texts) {
        texts.forEach(node.putArray(key)::add);
    }

    /** 0 where it is missing. */
    static long number(JsonNode value, String name, long most) {
        if (value.isMissingNode()) {
            return 0;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || Math.abs(value.asLong()) > most) {
            throw new IllegalArgumentException(name + " is not a whole number of up to " + most);
        }
        return value.asLong();
    }

    static int count(JsonNode node, String key) {
        return (int) number(node.path(key), key, COUNT);
    }

    /** False where it is missing. */
    static boolean flag(JsonNode node, String key) {
        var value = node.path(key);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new IllegalArgumentException(key + " is neither true nor false");
        }
        return value.asBoolean(false);
    }

    private static IllegalArgumentException illegal(String key) {
        return new IllegalArgumentException("not known: " + key);
    }
}
