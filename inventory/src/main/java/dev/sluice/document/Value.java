package dev.sluice.document;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** A value in a document and its place. What is missing, or is known to be wrong, reads as empty. */
public final class Value {
    private final Document document;
    private final String pointer;
    private final JsonNode node;

    Value(Document document, String pointer, JsonNode node) {
        this.document = document;
        this.pointer = pointer;
        this.node = node;
    }

    /** Where it is, as a JSON pointer. */
    public String pointer() {
        return pointer;
    }

    public Optional<String> text() {
        return node.isString() && sound() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    public Optional<Integer> number() {
        return node.isNumber() && node.canConvertToInt() && sound() ? Optional.of(node.intValue()) : Optional.empty();
    }

    public Optional<Boolean> flag() {
        return node.isBoolean() && sound() ? Optional.of(node.booleanValue()) : Optional.empty();
    }

    /** Its value as JSON text, if it is no list and no map. */
    public Optional<String> json() {
        return node.isValueNode() && sound() ? Optional.of(node.toString()) : Optional.empty();
    }

    public Optional<Section> section() {
        return node.isObject() ? Optional.of(new Section(document, pointer, node)) : Optional.empty();
    }

    /** Whether it is a list that is not known to be wrong. */
    public boolean isList() {
        return node.isArray() && sound();
    }

    /** The items of a list. */
    public List<Value> items() {
        return IntStream.range(0, node.isArray() ? node.size() : 0)
                .mapToObj(i -> new Value(document, Pointer.child(pointer, i), node.get(i)))
                .toList();
    }

    /** The text as a parser understands it; its {@link IllegalArgumentException} becomes a problem here. */
    public <T> Optional<T> parsed(Function<String, T> parser) {
        var text = text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text.get()));
        } catch (IllegalArgumentException e) {
            problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Reports a problem here. */
    public void problem(String message) {
        document.problems().value(pointer, message);
    }

    private boolean sound() {
        return document.problems().clean(pointer);
    }
}
