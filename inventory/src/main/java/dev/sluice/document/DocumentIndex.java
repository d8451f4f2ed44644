package dev.sluice.document;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where everything in a file is written, by JSON pointer (RFC 6901), so that a later check can point at the place too. A value from an alias or a
 * merge key has the position of its anchor.
 */
public final class DocumentIndex {
    private final String file;
    private final Map<String, Position> keys = new LinkedHashMap<>();
    private final Map<String, Position> values = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();

    DocumentIndex(String file) {
        this.file = file;
    }

    /** Of a file that could not be read: nothing is written anywhere. */
    public static DocumentIndex unread(String file) {
        return new DocumentIndex(file);
    }

    void key(String pointer, Position at) {
        keys.put(pointer, at);
    }

    void value(String pointer, Position at) {
        values.put(pointer, at);
    }

    void text(String pointer, String text) {
        texts.put(pointer, text);
    }

    /** The file as the user named it. */
    public String file() {
        return file;
    }

    /** Whether the file has a value at this place; defaults are not written. */
    public boolean wrote(String pointer) {
        return values.containsKey(pointer);
    }

    /** Everything that is written, in the order of the file. */
    public Set<String> pointers() {
        return Set.copyOf(values.keySet());
    }

    /** Where the value begins, if it is written. */
    public Optional<Position> value(String pointer) {
        return Optional.ofNullable(values.get(pointer));
    }

    /** Where its key begins; an item of a list has none, and returns where its value begins. */
    public Optional<Position> key(String pointer) {
        return Optional.ofNullable(keys.get(pointer)).or(() -> value(pointer));
    }

    /** The text of a value as written, if it is no list and no map. */
    public Optional<String> text(String pointer) {
        return Optional.ofNullable(texts.get(pointer));
    }

    /** A problem at the value, or at the key of the nearest parent that is written. */
    public Problem problem(String pointer, String message) {
        return value(pointer).map(at -> at(at, pointer, message)).orElseGet(() -> keyProblem(pointer, message));
    }

    /** A problem at the key, or at the key of the nearest parent that is written. */
    public Problem keyProblem(String pointer, String message) {
        var nearest = pointer;
        while (!nearest.isEmpty() && !wrote(nearest)) {
            nearest = Pointer.parent(nearest);
        }
        return at(key(nearest).orElse(new Position(1, 1)), pointer, message);
    }

    Problem at(Position at, String pointer, String message) {
        return new Problem(file, at.line(), at.column(), Pointer.readable(pointer), message);
    }
}
