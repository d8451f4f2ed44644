package dev.sluice.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Collects what is wrong with one file. Each place is reported once, and what only follows from another problem is left out: a
 * misspelt key is one problem, not also the missing key that it should have been.
 */
public final class Problems {
    private final DocumentIndex index;
    private final Map<String, Problem> byPlace = new LinkedHashMap<>();
    private final List<Missing> missing = new ArrayList<>();
    private final TreeSet<String> dirty = new TreeSet<>();
    private final TreeSet<String> strayKeys = new TreeSet<>();

    Problems(DocumentIndex index) {
        this.index = index;
    }

    /** A problem at a value; only the first one at this place counts. */
    public void value(String pointer, String message) {
        dirty.add(pointer);
        add(index.problem(pointer, message));
    }

    /** A problem at a key; only the first one at this place counts. */
    public void key(String pointer, String message) {
        dirty.add(pointer);
        add(index.keyProblem(pointer, message));
    }

    /**
     * A required key is missing. It is not reported when one of the keys that would provide it is misspelt or misplaced.
     *
     * @param parent where it is missing
     * @param message what is missing
     * @param keys the keys that would provide it
     */
    public void missing(String parent, String message, String... keys) {
        missing.add(new Missing(parent, message, List.of(keys)));
    }

    /** A key that does not belong here; it counts as the one that it was meant to be. */
    void stray(String pointer, String message) {
        strayKeys.add(Pointer.last(pointer));
        key(pointer, message);
    }

    /** A problem anywhere, such as a duplicate key. */
    void at(Position position, String pointer, String message) {
        add(index.at(position, pointer, message));
    }

    /** Nothing at or below this place is valid; that has been reported already. */
    void refused(String pointer) {
        dirty.add(pointer);
    }

    /** Whether nothing is known to be wrong at this place, below it, or with its parents. */
    public boolean clean(String pointer) {
        var below = dirty.ceiling(pointer + "/");
        if (below != null && below.startsWith(pointer + "/")) {
            return false;
        }
        for (var parent = pointer; !parent.isEmpty(); parent = Pointer.parent(parent)) {
            if (dirty.contains(parent)) {
                return false;
            }
        }
        return !dirty.contains("");
    }

    /** Whether one of these keys seems to be written elsewhere or otherwise, so that its absence means nothing. */
    public boolean astray(String... keys) {
        return List.of(keys).stream()
                .anyMatch(key -> NearMatch.of(key, strayKeys).isPresent());
    }

    /** Everything that is wrong, in the order of the file. */
    public List<Problem> all() {
        var all = new LinkedHashMap<>(byPlace);
        missing.stream()
                .filter(m -> !astray(m.keys().toArray(String[]::new)))
                .map(m -> index.keyProblem(m.parent(), m.message()))
                .forEach(problem -> all.putIfAbsent(problem.toString(), problem));
        return all.values().stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }

    /** Throws with all problems, if there are any. */
    public void throwIfAny() {
        var all = all();
        if (!all.isEmpty()) {
            throw new InvalidDocumentException(all);
        }
    }

    private void add(Problem problem) {
        byPlace.putIfAbsent(problem.line() + ":" + problem.column(), problem);
    }

    private record Missing(String parent, String message, List<String> keys) {}
}
