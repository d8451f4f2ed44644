package dev.sluice.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Exactly the entries of a manifest, in its order, as they are in the directory now. */
final class DirectoryReplay implements EntryReading {
    private final DirectorySource source;
    private final Iterator<Manifest.Entry> entries;
    private Path current;

    DirectoryReplay(DirectorySource source, Iterator<Manifest.Entry> entries) {
        this.source = source;
        this.entries = entries;
        this.current = source.root();
    }

    @Override
    public @Nullable FoundEntry next() {
        if (!entries.hasNext()) {
            return null;
        }
        String path = entries.next().path();
        current = FileNames.resolve(source.root(), path);
        return DirectorySource.describe(current, path);
    }

    @Override
    public InputStream content() throws IOException {
        return source.opener().open(current);
    }

    @Override
    public void prune() {
        // Each entry is asked for by its path; there is nothing below it to leave out.
    }

    @Override
    public void close() {
        // Nothing stays open between two entries.
    }
}
