package dev.sluice.artifact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Where a symbolic link leads, as in path_resolution(7): component by component, through the other links of the
 * artifact. To count {@code ..} in the text is not enough: {@code a -> .} makes {@code a/a/../../..} leave the tree.
 */
final class LinkResolution {
    /** Linux gives up after as many (ELOOP). */
    private static final int HOPS = 40;

    private final Map<String, Manifest.Entry> entries;
    private final List<String> position;
    private final Deque<String> pending = new ArrayDeque<>();

    private LinkResolution(Map<String, Manifest.Entry> entries, Manifest.Entry link) {
        this.entries = entries;
        this.position = new ArrayList<>(EntryPath.components(EntryPath.parent(link.path())));
    }

    static Outcome of(Manifest.Entry link, Map<String, Manifest.Entry> entries) {
        return new LinkResolution(entries, link).follow(link.target());
    }

    private Outcome follow(String first) {
        String target = first;
        for (int hops = 0; hops < HOPS; hops++) {
            if (target.startsWith("/")) {
                return Outcome.LEAVES;
            }
            List<String> components = new ArrayList<>(EntryPath.components(target));
            Collections.reverse(components);
            components.forEach(pending::addFirst);
            target = "";
            while (target.isEmpty() && !pending.isEmpty()) {
                String component = pending.removeFirst();
                if (component.equals("..") && position.isEmpty()) {
                    return Outcome.LEAVES;
                }
                target = step(component);
            }
            if (target.isEmpty()) {
                return Outcome.STAYS;
            }
        }
        return Outcome.LOOPS;
    }

    /** The target of the link that the component is, else empty. */
    private String step(String component) {
        if (component.equals("..")) {
            position.remove(position.size() - 1);
            return "";
        }
        position.add(component);
        Manifest.Entry entry = entries.get(String.join("/", position));
        if (entry == null || entry.type() != Manifest.Type.LINK) {
            return "";
        }
        position.remove(position.size() - 1);
        return entry.target();
    }

    enum Outcome {
        STAYS,
        LEAVES,
        LOOPS
    }
}
