package dev.sluice.document;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where everything in a file is written, by JSON pointer (RFC 6901), so that a later check can point at the place too. What
 * an alias or a merge key brings in is written where its anchor is.
 */
public final class DocumentIndex {
    private final String file;
    private final Map<String, Position> keys;
    private final Map<String, Position> values;

    DocumentIndex(String file, Map<String, Position> keys, Map<String, Position> values) {
        this.file = file;
        this.keys = new LinkedHashMap<>(keys);
        this.values = new LinkedHashMap<>(values);
    }

    /** The file as the user named it. */
    public String file() {
        return file;
    }

    /** Whether the file says anything at this place; defaults are not written. */
    public boolean wrote(String pointer) {
        return values.containsKey(pointer);
    }

    /** Everything that is written, in the order of the file. */
    public Set<String> pointers() {
        return values.keySet();
    }

    /** Where the value begins, if it is written. */
    public Optional<Position> value(String pointer) {
        return Optional.ofNullable(values.get(pointer));
    }

    /** Where its key begins; an item of a list has none, and answers where its value begins. */
    public Optional<Position> key(String pointer) {
        return Optional.ofNullable(keys.get(pointer)).or(() -> value(pointer));
    }

    /** A problem at the value, or at the nearest parent that is written. */
    public Problem problem(String pointer, String message) {
        return at(value(written(pointer)), pointer, message);
    }

    /** A problem at the key, or at the key of the nearest parent that is written. */
    public Problem keyProblem(String pointer, String message) {
        return at(key(written(pointer)), pointer, message);
    }

    private Problem at(Optional<Position> position, String pointer, String message) {
        var at = position.orElse(new Position(1, 1));
        return new Problem(file, at.line(), at.column(), Pointer.readable(pointer), message);
    }

    private String written(String pointer) {
        var parent = pointer;
        while (!parent.isEmpty() && !wrote(parent)) {
            parent = Pointer.parent(parent);
        }
        return parent;
    }
}
