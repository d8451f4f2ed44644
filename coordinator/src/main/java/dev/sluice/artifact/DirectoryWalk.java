package dev.sluice.artifact;

import dev.sluice.artifact.FoundEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A directory from top to bottom, each directory before what is in it. */
final class DirectoryWalk implements EntryReading {
    private final DirectoryTree tree;
    private final ContentReaders readers;
    private final KnownDigests digests;
    private final Deque<Place> pending = new ArrayDeque<>();
    private Place current = new Place(Path.of(""), "");
    private boolean descends = true;

    /** @param readers are closed with it */
    DirectoryWalk(DirectoryTree tree, ContentReaders readers, KnownDigests digests) {
        this.tree = tree;
        this.readers = readers;
        this.digests = digests;
    }

    @Override
    public @Nullable FoundEntry next() {
        if (descends) {
            descends = false;
            try {
                children(current).forEach(pending::addFirst);
            } catch (IOException e) {
                return DirectorySource.unreadable(current.name.isEmpty() ? "." : current.name, e);
            }
        }
        Place place = pending.pollFirst();
        if (place == null) {
            return null;
        }
        current = place;
        FoundEntry found = tree.describe(place.file, place.name);
        descends = found.kind() == Kind.DIRECTORY;
        return found;
    }

    @Override
    public InputStream content() throws IOException {
        return tree.content(current.file);
    }

    @Override
    public PendingDigest digest(ContentVolume volume) {
        String name = current.name;
        FileStatus status = tree.described();
        Optional<FileDigest> known = digests.find(name, status);
        if (known.isPresent()) {
            volume.add(status.size());
            return known::get;
        }
        try {
            PendingDigest pending = readers.submit(tree.shared(current.file, volume));
            return () -> {
                FileDigest read = pending.await();
                digests.add(name, status, read);
                return read;
            };
        } catch (IOException e) {
            return () -> {
                throw e;
            };
        }
    }

    @Override
    public void prune() {
        descends = false;
    }

    @Override
    public void close() {
        readers.close();
        tree.close();
    }

    /** The last one first, since each goes before the one pushed before it. */
    private List<Place> children(Place directory) throws IOException {
        return tree.children(directory.file).stream()
                .map(file -> new Place(file, directory.below(tree.name(file))))
                .sorted(Comparator.comparing(Place::name, EntryPath.BYTE_ORDER).reversed())
                .toList();
    }

    private record Place(Path file, String name) {
        String below(String child) {
            return name.isEmpty() ? child : name + "/" + child;
        }
    }
}
