package dev.sluice.web;

import io.javalin.http.Context;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object that was sent, read strictly: a field that is not known is an error, as in files. */
final class JsonBody {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_CHARS = 4_096;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode fields;

    private JsonBody(JsonNode fields) {
        this.fields = fields;
    }

    /**
     * Reads the body of a request; none is an object without fields.
     *
     * @param known all fields that may be there
     * @throws Refusal when it is no such object
     */
    static JsonBody of(Context request, Collection<String> known) {
        return new JsonBody(object(request, known, MOST_BYTES));
    }

    /** The same as it is, for fields of other kinds. */
    static JsonNode object(Context request, Collection<String> known, int most) {
        var bytes = request.bodyAsBytes();
        if (bytes.length > most) {
            throw new Refusal(413, "the body is longer than " + most + " bytes", "");
        }
        var object = bytes.length == 0 ? MAPPER.createObjectNode() : parse(bytes);
        var unknown = new TreeSet<>(object.propertyNames());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw bad("unknown fields: " + String.join(", ", unknown) + "; known are: " + String.join(", ", known));
        }
        return object;
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            var node = MAPPER.readTree(bytes);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw bad("the body is not JSON: " + e.getOriginalMessage());
        }
        throw bad("the body is not a JSON object");
    }

    static Refusal bad(String what) {
        return new Refusal(400, what, "the OpenAPI document has the fields of each route");
    }

    Optional<String> text(String name) {
        var value = fields.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString() || value.stringValue().length() > MOST_CHARS) {
            throw bad(name + " must be a text of at most " + MOST_CHARS + " characters");
        }
        return Optional.of(value.stringValue()).filter(text -> !text.isBlank());
    }

    String required(String name) {
        return text(name).orElseThrow(() -> bad(name + " is missing"));
    }

    Optional<Integer> number(String name) {
        var value = fields.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isInt() || value.intValue() < 1) {
            throw bad(name + " must be a whole number from 1");
        }
        return Optional.of(value.intValue());
    }

    /** One of the words; empty where the field is not there. */
    Optional<String> word(String name, Collection<String> words) {
        var text = text(name);
        if (text.filter(word -> !words.contains(word)).isPresent()) {
            throw bad(name + " must be one of " + String.join(", ", words));
        }
        return text;
    }

    /** @throws Refusal when it is there and is not true or false */
    boolean isTrue(String name) {
        var value = fields.get(name);
        if (value == null || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw bad(name + " must be true or false");
        }
        return value.booleanValue();
    }
}
