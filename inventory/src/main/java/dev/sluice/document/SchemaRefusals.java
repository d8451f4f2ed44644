package dev.sluice.document;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reports what a schema refuses, with a message for the author of the file and the position in it. */
final class SchemaRefusals {
    /** A value of the wrong type breaks other rules too; the type is what matters. */
    static final Comparator<Error> TYPE_FIRST = Comparator.comparing(error -> !"type".equals(error.getKeyword()));

    private static final Map<String, String> WANTED = Map.of(
            "integer", "a whole number",
            "number", "a number",
            "string", "text",
            "boolean", "true or false",
            "array", "a list",
            "object", "a map of keys and values");

    private final JsonNode schema;
    private final KnownKeys known;
    private final Problems problems;

    SchemaRefusals(JsonNode schema, KnownKeys known, Problems problems) {
        this.schema = schema;
        this.known = known;
        this.problems = problems;
    }

    void report(Error error) {
        var pointer = pointer(error.getInstanceLocation());
        var rule = rule(error);
        if (error.getKeyword().equals("additionalProperties")) {
            unknown(Pointer.child(pointer, error.getProperty()), rule, error.getInstanceNode());
        } else if (error.getKeyword().equals("required")) {
            problems.missing(pointer, "the key " + error.getProperty() + " is missing", error.getProperty());
        } else if (error.getKeyword().equals("propertyNames")) {
            name(pointer, error, rule);
        } else if (problems.clean(pointer) || !error.getInstanceNode().isValueNode()) {
            problems.value(pointer, message(error, rule));
        }
    }

    private void unknown(String pointer, JsonNode rule, JsonNode map) {
        var key = Pointer.last(pointer);
        var message = "unknown key \"" + NearMatch.shown(key) + "\"";
        problems.stray(
                pointer, message + meant(key, rule, map).orElseGet(() -> elsewhere(key, rule.path("properties"))));
    }

    /** A missing required key is the likeliest, then any other missing key. */
    private static Optional<String> meant(String key, JsonNode rule, JsonNode map) {
        var required = new ArrayList<String>();
        rule.path("required").forEach(name -> required.add(name.stringValue()));
        required.removeIf(map::has);
        var all = List.copyOf(rule.path("properties").propertyNames());
        var absent = all.stream().filter(name -> !map.has(name)).toList();
        return Stream.of(required, absent, all)
                .map(candidates -> NearMatch.hint(key, candidates))
                .filter(hint -> !hint.isEmpty())
                .findFirst();
    }

    private String elsewhere(String key, JsonNode here) {
        return known.parentOf(key)
                .map(parent -> parent.isEmpty() ? "; it belongs to the top level" : "; it belongs to " + parent)
                .orElseGet(() -> "; known here: " + String.join(", ", here.propertyNames()));
    }

    private void name(String pointer, Error error, JsonNode rule) {
        var names = rule.path("propertyNames");
        var at = Pointer.child(pointer, error.getProperty());
        problems.key(
                at,
                "\"" + NearMatch.shown(error.getProperty()) + "\" "
                        + names.path("errorMessage").asString());
    }

    private static String message(Error error, JsonNode rule) {
        var value = error.getInstanceNode();
        var own = rule.path("errorMessage");
        if (error.getKeyword().equals("type")) {
            return wrongType(rule.path("type"), own, value);
        }
        if (error.getKeyword().equals("enum")) {
            return wrongChoice(rule.path("enum"), value);
        }
        if (own.isString()) {
            return own.stringValue();
        }
        return switch (error.getKeyword()) {
            case "minimum" -> "must be at least " + rule.path("minimum") + ", not " + value;
            case "maximum" -> "must be at most " + rule.path("maximum") + ", not " + value;
            case "minItems", "minProperties" -> "must not be empty";
            case "uniqueItems" -> "has an item twice";
            default -> error.getMessage();
        };
    }

    /** The value is not repeated: it could be a secret in the wrong place. */
    private static String wrongType(JsonNode types, JsonNode own, JsonNode value) {
        var wanted = own.isString() ? own.stringValue() : "must be " + anyOf(types);
        var quotes = types.toString().contains("string") && value.isValueNode() && !value.isNull();
        return wanted + "; this is " + actual(value) + (quotes ? ", put it in quotes" : "");
    }

    private static String anyOf(JsonNode types) {
        var words = new ArrayList<String>();
        if (types.isString()) {
            words.add(types.stringValue());
        }
        types.forEach(type -> words.add(type.stringValue()));
        return words.stream().map(type -> WANTED.getOrDefault(type, type)).collect(Collectors.joining(" or "));
    }

    private static String actual(JsonNode value) {
        if (value.isNull()) {
            return "empty";
        }
        if (value.isString()) {
            return "text";
        }
        if (value.isBoolean()) {
            return "true or false";
        }
        if (value.isNumber()) {
            return "a number";
        }
        return value.isArray() ? "a list" : "a map";
    }

    private static String wrongChoice(JsonNode allowed, JsonNode value) {
        var words = new ArrayList<String>();
        allowed.forEach(choice -> words.add(choice.isString() ? choice.stringValue() : choice.toString()));
        var written = value.isString() ? value.stringValue() : value.toString();
        if (words.size() == 1) {
            return "must be " + words.get(0) + ", not " + NearMatch.shown(written);
        }
        return "must be one of " + String.join(", ", words) + ", not " + NearMatch.shown(written)
                + NearMatch.hint(written, words);
    }

    /** The part of the schema that contains the rule. */
    private JsonNode rule(Error error) {
        var steps = steps(error.getSchemaLocation().getFragment());
        var rule = schema;
        for (var step : steps.subList(0, steps.size() - 1)) {
            rule = rule.isArray() ? rule.path(Integer.parseInt(step)) : rule.path(step);
        }
        return rule;
    }

    private static List<String> steps(NodePath path) {
        return IntStream.range(0, path.getNameCount())
                .mapToObj(i -> String.valueOf(path.getElement(i)))
                .collect(Collectors.toList());
    }

    private static String pointer(NodePath path) {
        return steps(path).stream().reduce("", Pointer::child);
    }
}
