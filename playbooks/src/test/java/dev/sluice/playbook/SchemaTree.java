package dev.sluice.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A place in a JSON Schema, with its references followed. */
record SchemaTree(JsonNode root, JsonNode node) {
    static SchemaTree of(String text) {
        var root = JsonMapper.shared().readTree(text);
        return new SchemaTree(root, root);
    }

    SchemaTree key(String name) {
        var properties = node.path("properties");
        return at(properties.has(name) ? properties.get(name) : node.path("additionalProperties"));
    }

    SchemaTree item() {
        return at(node.path("items"));
    }

    /** Whether any key may stand here, such as the name of a group or of a header. */
    boolean isFreeForm() {
        return node.path("additionalProperties").isObject();
    }

    boolean allows(String key) {
        return isFreeForm() || node.path("properties").has(key);
    }

    Set<String> types() {
        var type = node.path("type");
        if (type.isString()) {
            return Set.of(type.stringValue());
        }
        var types = new ArrayList<String>();
        type.forEach(one -> types.add(one.stringValue()));
        return Set.copyOf(types);
    }

    /** What an {@code enum} here, or one for texts only, allows. */
    List<String> choices() {
        var choices = new ArrayList<String>();
        node.path("enum").forEach(choice -> choices.add(choice.toString()));
        node.path("then").path("enum").forEach(choice -> choices.add(choice.toString()));
        return choices;
    }

    List<String> examples() {
        var examples = new ArrayList<String>();
        node.path("examples").forEach(example -> examples.add(example.toString()));
        return examples;
    }

    private SchemaTree at(JsonNode child) {
        var reference = child.path("$ref");
        return new SchemaTree(
                root, reference.isString() ? root.at(reference.stringValue().substring(1)) : child);
    }
}
