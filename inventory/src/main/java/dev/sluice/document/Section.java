package dev.sluice.document;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A map in a document, read key by key. The schema has checked the types; what is missing or wrong reads as absent, so
 * that one problem does not become two.
 */
public final class Section {
    private final Document document;
    private final String pointer;
    private final JsonNode node;

    Section(Document document, String pointer, JsonNode node) {
        this.document = document;
        this.pointer = pointer;
        this.node = node;
    }

    public Document document() {
        return document;
    }

    /** Where it is, as a JSON pointer. */
    public String pointer() {
        return pointer;
    }

    /** Whether the file has a value for this key, valid or not. */
    public boolean has(String key) {
        return node.has(key);
    }

    /** Its keys, in the order of the file. */
    public List<String> keys() {
        return List.copyOf(node.propertyNames());
    }

    /** The value of a key, which may be nothing. */
    public Value value(String key) {
        var child = node.get(key);
        return new Value(
                document, Pointer.child(pointer, key), child == null ? JsonNodeFactory.instance.missingNode() : child);
    }

    public Optional<String> text(String key) {
        return value(key).text();
    }

    public String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    public int number(String key, int otherwise) {
        return value(key).number().orElse(otherwise);
    }

    public boolean flag(String key, boolean otherwise) {
        return value(key).flag().orElse(otherwise);
    }

    public Optional<Duration> duration(String key) {
        return text(key).flatMap(Durations::parse);
    }

    public Duration duration(String key, Duration otherwise) {
        return duration(key).orElse(otherwise);
    }

    /** One of the constants of an enum, which the file writes in small letters. */
    public <E extends Enum<E>> E choice(String key, E otherwise) {
        return text(key)
                .map(text -> Enum.valueOf(otherwise.getDeclaringClass(), text.toUpperCase(Locale.ROOT)))
                .orElse(otherwise);
    }

    /** What a parser makes of a text; its {@link IllegalArgumentException} becomes a problem at the value. */
    public <T> Optional<T> parsed(String key, Function<String, T> parser) {
        return value(key).parsed(parser);
    }

    /** A list of texts. */
    public List<String> texts(String key) {
        return value(key).items().stream().flatMap(item -> item.text().stream()).toList();
    }

    /** A map of texts, in the order of the file. */
    public Map<String, String> map(String key) {
        var section = section(key);
        var result = new LinkedHashMap<String, String>();
        section.keys().forEach(name -> section.text(name).ifPresent(value -> result.put(name, value)));
        return InOrder.copyOf(result);
    }

    /** A map within this one; an empty one when it is missing. */
    public Section section(String key) {
        return value(key)
                .section()
                .orElseGet(() ->
                        new Section(document, Pointer.child(pointer, key), JsonNodeFactory.instance.objectNode()));
    }

    /** The maps of a list, without what is no map. */
    public List<Section> sections(String key) {
        return value(key).items().stream()
                .flatMap(item -> item.section().stream())
                .toList();
    }

    /** A reference to a secret; the path of a {@code file:} is relative to this file. */
    public Optional<SecretReference> secret(String key) {
        return text(key).flatMap(SecretReference::parse).map(document::locate);
    }

    /** Reports a problem at the value of a key. */
    public void problem(String key, String message) {
        value(key).problem(message);
    }

    /** Reports a problem at a key itself. */
    public void keyProblem(String key, String message) {
        document.problems().key(Pointer.child(pointer, key), message);
    }

    /** Reports that a key is missing, unless a misspelt key that seems to be meant for it is reported already. */
    public void missing(String message, String... keys) {
        document.problems().missing(pointer, message, keys);
    }

    /** Whether nothing is known to be wrong with these keys, and none of them seems to be misspelt or misplaced. */
    public boolean sound(String... keys) {
        return List.of(keys).stream().allMatch(key -> document.problems().clean(Pointer.child(pointer, key)))
                && !document.problems().astray(keys);
    }
}
