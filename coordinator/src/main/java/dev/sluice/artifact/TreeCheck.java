package dev.sluice.artifact;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks of all entries together: parents, links, names that are nearly the same. */
final class TreeCheck {
    private final Map<String, Manifest.Entry> entries;
    private final Tally<Refusal> refusals;
    private final Tally<Caution> cautions;

    /** AppleDouble files (RFC 1740) and what Finder, Explorer and their archivers leave. */
    private static final Pattern DESKTOP = Pattern.compile("\\._.+|\\.DS_Store|__MACOSX|Thumbs\\.db|desktop\\.ini");

    private static final Set<String> HISTORY = Set.of(".git", ".svn", ".hg");

    TreeCheck(Map<String, Manifest.Entry> entries, Tally<Refusal> refusals, Tally<Caution> cautions) {
        this.entries = entries;
        this.refusals = refusals;
        this.cautions = cautions;
    }

    /** Adds the directories that are only implied. */
    void complete() {
        List.copyOf(entries.keySet()).forEach(this::addParents);
    }

    void checkLinks() {
        for (Manifest.Entry entry : entries.values()) {
            if (entry.type() == Manifest.Type.LINK) {
                String shown = ShownText.quoted(entry.path()) + " -> " + ShownText.quoted(entry.target());
                switch (LinkResolution.of(entry, entries)) {
                    case STAYS -> {}
                    case LEAVES -> refusals.add(Refusal.LINK_LEAVES, shown);
                    case LOOPS -> cautions.add(Caution.LINK_LOOP, shown);
                }
            }
        }
    }

    /** Reports only the topmost pair: everything below differs because of it. */
    void checkCollisions(Manifest manifest) {
        Map<String, String> seen = new HashMap<>();
        for (Manifest.Entry entry : manifest.entries()) {
            String path = entry.path();
            String other = seen.putIfAbsent(folded(path), path);
            if (other != null && EntryPath.parent(other).equals(EntryPath.parent(path))) {
                cautions.add(Caution.COLLISION, ShownText.quoted(other) + " and " + ShownText.quoted(path));
            }
        }
    }

    /** Reports what came along unasked; of a directory only itself. */
    void checkStowaways(Manifest manifest) {
        for (Manifest.Entry entry : manifest.entries()) {
            String name = entry.path().substring(entry.path().lastIndexOf('/') + 1);
            if (DESKTOP.matcher(name).matches()) {
                cautions.add(Caution.DESKTOP_FILE, ShownText.quoted(entry.path()));
            } else if (HISTORY.contains(name) && entry.type() == Manifest.Type.DIRECTORY) {
                cautions.add(Caution.HISTORY, ShownText.quoted(entry.path()));
            }
        }
    }

    private void addParents(String path) {
        for (String parent = EntryPath.parent(path); !parent.isEmpty(); parent = EntryPath.parent(parent)) {
            Manifest.Entry there = entries.putIfAbsent(parent, Manifest.Entry.directory(parent));
            if (there != null && there.type() != Manifest.Type.DIRECTORY) {
                refusals.add(Refusal.THROUGH_LINK, ShownText.quoted(path) + " below " + ShownText.quoted(there.path()));
            }
            if (there != null) {
                return;
            }
        }
    }

    private static String folded(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
