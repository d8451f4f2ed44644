package dev.sluice.artifact;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How one manifest differs from another; each list is sorted by the bytes of the paths. A path that becomes something
 * else (a directory where a file was) is removed as what it was and added as what it is, because the old one must be removed first.
 *
 * @param added entries that did not exist
 * @param changed entries of the same type with other content, mode or target, as they are now
 * @param removed entries that no longer exist, as they were
 */
public record Delta(List<Manifest.Entry> added, List<Manifest.Entry> changed, List<Manifest.Entry> removed) {
    private static final Comparator<Manifest.Entry> ORDER =
            Comparator.comparing(Manifest.Entry::path, EntryPath.BYTE_ORDER);

    public Delta {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
    }

    /** The changes that make {@code to} out of {@code from}. */
    public static Delta between(Manifest from, Manifest to) {
        List<Manifest.Entry> added = new ArrayList<>();
        List<Manifest.Entry> changed = new ArrayList<>();
        List<Manifest.Entry> removed = new ArrayList<>();
        for (Manifest.Entry now : to.entries()) {
            Manifest.Entry before = from.entry(now.path()).orElse(null);
            if (before == null || before.type() != now.type()) {
                added.add(now);
            } else if (!before.equals(now)) {
                changed.add(now);
            }
        }
        for (Manifest.Entry before : from.entries()) {
            if (to.entry(before.path()).map(Manifest.Entry::type).orElse(null) != before.type()) {
                removed.add(before);
            }
        }
        return new Delta(added, changed, removed);
    }

    /** The content that must be sent. */
    public long bytes() {
        return Stream.concat(added.stream(), changed.stream())
                .mapToLong(Manifest.Entry::size)
                .sum();
    }

    public boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }

    /** Whether the entry must be sent; a filter for {@link Artifact#writeTo}. */
    public boolean sends(Manifest.Entry entry) {
        return has(added, entry) || has(changed, entry);
    }

    private static boolean has(List<Manifest.Entry> sorted, Manifest.Entry entry) {
        return Collections.binarySearch(sorted, entry, ORDER) >= 0;
    }
}
