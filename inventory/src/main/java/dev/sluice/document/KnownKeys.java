package dev.sluice.document;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Where a schema defines each key, so that the message about a misplaced key can name the right place. */
final class KnownKeys {
    private final Map<String, String> parents = new LinkedHashMap<>();
    private final JsonNode root;

    private KnownKeys(JsonNode root) {
        this.root = root;
    }

    static KnownKeys of(JsonNode schema) {
        var known = new KnownKeys(schema);
        known.walk(schema, "");
        return known;
    }

    /** The first place that defines this key, such as {@code strategy.batches[]}; the top level is empty. */
    Optional<String> parentOf(String key) {
        return Optional.ofNullable(parents.get(key));
    }

    private void walk(JsonNode written, String path) {
        var schema = resolved(written);
        schema.path("properties").forEachEntry((key, child) -> parents.putIfAbsent(key, path));
        schema.path("properties").forEachEntry((key, child) -> walk(child, path.isEmpty() ? key : path + "." + key));
        var items = schema.path("items");
        if (items.isObject()) {
            walk(items, path + "[]");
        }
        var others = schema.path("additionalProperties");
        if (others.isObject()) {
            walk(others, path + ".NAME");
        }
    }

    private JsonNode resolved(JsonNode schema) {
        var reference = schema.path("$ref");
        return reference.isString() ? root.at(reference.stringValue().substring(1)) : schema;
    }
}
