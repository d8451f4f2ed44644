package dev.sluice.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Exactly the entries of a manifest, in its order, as they are in the directory now. */
final class DirectoryReplay implements EntryReading {
    private final DirectoryTree tree;
    private final Iterator<Manifest.Entry> entries;
    private Path current = Path.of("");

    DirectoryReplay(DirectoryTree tree, Iterator<Manifest.Entry> entries) {
        this.tree = tree;
        this.entries = entries;
    }

    @Override
    public @Nullable FoundEntry next() {
        if (!entries.hasNext()) {
            return null;
        }
        String path = entries.next().path();
        current = FileNames.relative(path);
        return tree.describe(current, path);
    }

    @Override
    public InputStream content() throws IOException {
        return tree.content(current);
    }

    @Override
    public void prune() {
        // Each entry is requested by its path; nothing below it needs to be left out.
    }

    @Override
    public void close() {
        tree.close();
    }
}
