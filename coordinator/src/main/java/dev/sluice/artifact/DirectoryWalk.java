package dev.sluice.artifact;

import dev.sluice.artifact.FoundEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directory from top to bottom, each directory before what is in it. */
final class DirectoryWalk implements EntryReading {
    private final DirectorySource source;
    private final Deque<Place> pending = new ArrayDeque<>();
    private Place current;
    private boolean descends = true;

    DirectoryWalk(DirectorySource source) {
        this.source = source;
        this.current = new Place(source.root(), "");
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
        FoundEntry found = DirectorySource.describe(place.file, place.name);
        descends = found.kind() == Kind.DIRECTORY;
        return found;
    }

    @Override
    public InputStream content() throws IOException {
        return source.opener().open(current.file);
    }

    @Override
    public void prune() {
        descends = false;
    }

    @Override
    public void close() {
        pending.clear();
    }

    /** The last one first, since each goes before the one pushed before it. */
    private static List<Place> children(Place directory) throws IOException {
        List<Place> children = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.file)) {
            for (Path file : files) {
                children.add(new Place(file, directory.below(FileNames.name(file))));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        children.sort(Comparator.comparing(Place::name, EntryPath.BYTE_ORDER).reversed());
        return children;
    }

    private record Place(Path file, String name) {
        String below(String child) {
            return name.isEmpty() ? child : name + "/" + child;
        }
    }
}
