package dev.sluice.document;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Makes a JSON tree of YAML nodes: aliases and {@code <<} replaced, every duplicate key reported and left out, and the position of everything
 * recorded. It is bounded, so that aliases of aliases cannot fill the memory.
 */
final class TreeBuilder {
    static final int MAX_NODES = 300_000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final DocumentIndex written;
    private final Problems problems;
    private int nodes;

    TreeBuilder(DocumentIndex written, Problems problems) {
        this.written = written;
        this.problems = problems;
    }

    /**
     * The tree of a whole file.
     *
     * @throws UnreadableException when it grows too large or too deep
     */
    JsonNode build(YamlNode root) {
        return value(root, "", 0);
    }

    private JsonNode value(YamlNode node, String pointer, int depth) {
        written.value(pointer, node.at());
        return content(node, pointer, depth);
    }

    private JsonNode content(YamlNode node, String pointer, int depth) {
        bound(node, depth);
        if (node instanceof YamlNode.Alias alias) {
            return content(alias.target(), pointer, depth);
        }
        if (node instanceof YamlNode.Scalar scalar) {
            return scalar(scalar, pointer);
        }
        if (node instanceof YamlNode.Sequence sequence) {
            var array = JSON.arrayNode();
            for (var item : sequence.items()) {
                array.add(value(item, Pointer.child(pointer, array.size()), depth + 1));
            }
            return array;
        }
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping(mapping, pointer, depth);
        }
        problems.refused(pointer);
        return JSON.nullNode();
    }

    private void bound(YamlNode node, int depth) {
        nodes++;
        if (nodes > MAX_NODES) {
            throw new UnreadableException(
                    node.at(),
                    "more than " + MAX_NODES + " values, aliases replaced; the rest of the file is not read");
        }
        if (depth > YamlComposer.MAX_DEPTH) {
            throw new UnreadableException(
                    node.at(), "nested deeper than " + YamlComposer.MAX_DEPTH + " levels, aliases replaced");
        }
    }

    private JsonNode scalar(YamlNode.Scalar scalar, String pointer) {
        written.text(pointer, scalar.text());
        if (NearMatch.unprintable(scalar.text())) {
            problems.value(pointer, "control characters are not allowed");
            return JSON.stringNode("");
        }
        var text = scalar.text();
        if (scalar.kind() == ScalarKind.WHOLE) {
            return JSON.numberNode(Long.parseLong(text));
        }
        if (scalar.kind() == ScalarKind.DECIMAL) {
            return JSON.numberNode(Double.parseDouble(text));
        }
        if (scalar.kind() == ScalarKind.FLAG) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        return scalar.kind() == ScalarKind.NOTHING ? JSON.nullNode() : JSON.stringNode(text);
    }

    private JsonNode mapping(YamlNode.Mapping mapping, String pointer, int depth) {
        var object = JSON.objectNode();
        entries(mapping, pointer, depth).forEach((key, entry) -> {
            var child = Pointer.child(pointer, key);
            written.key(child, entry.at());
            object.set(key, value(entry.value(), child, depth + 1));
        });
        return object;
    }

    /** The entries that count, by key: those written here, then those merged in where no such key is written. */
    private Map<String, YamlNode.Entry> entries(YamlNode.Mapping mapping, String pointer, int depth) {
        var result = new LinkedHashMap<String, YamlNode.Entry>();
        var first = new HashMap<String, Position>();
        for (var entry : mapping.entries()) {
            var earlier = first.putIfAbsent(entry.key(), entry.at());
            if (earlier != null) {
                problems.at(
                        entry.at(),
                        Pointer.child(pointer, entry.key()),
                        "the key \"" + NearMatch.shown(entry.key()) + "\" is here twice; first in line "
                                + earlier.line());
            } else if (NearMatch.unprintable(entry.key())) {
                problems.at(entry.at(), pointer, "control characters are not allowed in a key");
            } else if (!entry.merge()) {
                result.put(entry.key(), entry);
            }
        }
        mapping.entries().stream()
                .filter(YamlNode.Entry::merge)
                .limit(1)
                .flatMap(merge -> merged(merge.value(), pointer, depth))
                .forEach(entry -> result.putIfAbsent(entry.key(), entry));
        return result;
    }

    private Stream<YamlNode.Entry> merged(YamlNode value, String pointer, int depth) {
        var target = value instanceof YamlNode.Alias alias ? alias.target() : value;
        bound(value, depth);
        if (target instanceof YamlNode.Mapping mapping) {
            return mergedEntries(mapping, pointer, depth);
        }
        if (target instanceof YamlNode.Sequence sequence
                && sequence.items().stream().allMatch(TreeBuilder::isMapping)) {
            return sequence.items().stream().flatMap(item -> merged(item, pointer, depth + 1));
        }
        if (!(target instanceof YamlNode.Refused)) {
            problems.at(value.at(), Pointer.child(pointer, "<<"), "<< takes a map, or a list of maps, such as *name");
        }
        return Stream.empty();
    }

    /** A map's own entries before those that it merges itself. */
    private Stream<YamlNode.Entry> mergedEntries(YamlNode.Mapping mapping, String pointer, int depth) {
        var own = mapping.entries().stream().filter(entry -> !entry.merge());
        var inherited = mapping.entries().stream()
                .filter(YamlNode.Entry::merge)
                .flatMap(entry -> merged(entry.value(), pointer, depth + 1));
        return Stream.concat(own, inherited);
    }

    private static boolean isMapping(YamlNode node) {
        return node instanceof YamlNode.Mapping
                || (node instanceof YamlNode.Alias alias && alias.target() instanceof YamlNode.Mapping);
    }
}
