package dev.sluice.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass over a source that writes the chosen entries of its manifest, each checked against it as it is written. */
final class Payload {
    private final Artifact artifact;
    private final Manifest manifest;
    private final Exclusion exclusion;
    private final EntryRanges chosen;
    private final CanonicalTar tar;
    private final BitSet written = new BitSet();
    private final byte[] buffer = new byte[ContentDigest.BLOCK];

    Payload(Artifact artifact, EntryRanges chosen, CanonicalTar tar) {
        this.artifact = artifact;
        this.manifest = artifact.manifest();
        this.exclusion = artifact.exclusion();
        this.chosen = chosen;
        this.tar = tar;
    }

    void write(EntryReading reading) throws IOException {
        for (FoundEntry found = reading.next(); found != null; found = reading.next()) {
            Manifest.Entry entry = expected(found);
            if (entry != null && isChosen(entry)) {
                writeParents(entry, found.modified());
                write(entry, found.modified(), reading);
            }
        }
        writeRest();
        tar.finish();
    }

    /** Null for what is not part of the release: the root, and what is excluded. */
    private Manifest.@Nullable Entry expected(FoundEntry found) throws ArtifactChangedException {
        String path = EntryPath.normal(found.name());
        Manifest.Entry entry = manifest.entry(path).orElse(null);
        if (entry == null && (path.isEmpty() || exclusion.excludes(path, found.type()))) {
            return null;
        }
        if (entry == null) {
            throw changed(found.shown() + " is new");
        }
        if (!isSame(entry, found)) {
            throw changed(ShownText.quoted(entry.path()) + " had another type, mode or target, or is gone; now it is "
                    + found.shown());
        }
        return entry;
    }

    private static boolean isSame(Manifest.Entry entry, FoundEntry found) {
        return switch (entry.type()) {
            case FILE -> found.kind() == FoundEntry.Kind.FILE && Manifest.Entry.fileMode(found.mode()) == entry.mode();
            case DIRECTORY -> found.kind() == FoundEntry.Kind.DIRECTORY;
            case LINK -> found.kind() == FoundEntry.Kind.LINK && found.target().equals(entry.target());
        };
    }

    /** An archive may name a directory after what is in it, or never. */
    private void writeParents(Manifest.Entry entry, long modified) throws IOException {
        Deque<Manifest.Entry> parents = new ArrayDeque<>();
        for (String path = EntryPath.parent(entry.path()); !path.isEmpty(); path = EntryPath.parent(path)) {
            manifest.entry(path).filter(this::isChosen).ifPresent(parents::push);
        }
        for (Manifest.Entry parent : parents) {
            writeDirectory(parent, modified);
        }
    }

    private void write(Manifest.Entry entry, long modified, EntryReading reading) throws IOException {
        if (entry.type() == Manifest.Type.DIRECTORY) {
            writeDirectory(entry, modified);
            return;
        }
        if (!isFirst(entry)) {
            throw changed(ShownText.quoted(entry.path()) + " occurs twice");
        }
        tar.begin(entry, modified);
        if (entry.type() == Manifest.Type.FILE) {
            copy(entry, reading);
        }
        tar.end();
    }

    private void writeDirectory(Manifest.Entry directory, long modified) throws IOException {
        if (isFirst(directory)) {
            tar.begin(directory, modified);
            tar.end();
        }
    }

    /** Nothing is written that the manifest was not made from: a block must match before it is sent. */
    private void copy(Manifest.Entry entry, EntryReading reading) throws IOException {
        ContentDigest digest = new ContentDigest();
        long size = 0;
        try (InputStream content = open(entry, reading)) {
            do {
                int wanted = (int) Math.min(buffer.length, entry.size() - size);
                int read = read(entry, content, wanted);
                size += read;
                if (read < wanted) {
                    throw changed(ShownText.quoted(entry.path()) + " has " + size + " of " + entry.size() + " bytes");
                }
                digest.update(buffer, read);
                if (size == entry.size()) {
                    checkEnd(entry, content);
                }
                if (!isSame(entry, digest, size)) {
                    throw changed(ShownText.quoted(entry.path()) + " has other content");
                }
                tar.write(buffer, read);
            } while (size < entry.size());
        }
    }

    /** What fails here is the source; a failure of the receiver, in writing, is thrown unchanged. */
    private InputStream open(Manifest.Entry entry, EntryReading reading) throws ArtifactChangedException {
        try {
            return reading.content();
        } catch (IOException e) {
            throw unreadable(entry, e);
        }
    }

    private int read(Manifest.Entry entry, InputStream content, int length) throws ArtifactChangedException {
        try {
            return content.readNBytes(buffer, 0, length);
        } catch (IOException e) {
            throw unreadable(entry, e);
        }
    }

    private void checkEnd(Manifest.Entry entry, InputStream content) throws ArtifactChangedException {
        try {
            if (content.read() >= 0) {
                throw changed(ShownText.quoted(entry.path()) + " is longer than " + entry.size() + " bytes");
            }
        } catch (ArtifactChangedException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(entry, e);
        }
    }

    private boolean isSame(Manifest.Entry entry, ContentDigest digest, long size) {
        return size == entry.size()
                ? digest.sha256().equals(entry.sha256())
                : digest.goesOnAs(artifact.marks(entry.path()));
    }

    /** Directories that an archive only implies, where nothing below them was chosen; and a check that all entries were found. */
    private void writeRest() throws IOException {
        List<Manifest.Entry> entries = manifest.entries();
        for (int i = 0; i < entries.size(); i++) {
            if (!chosen.contains(i)) {
                continue;
            }
            Manifest.Entry entry = entries.get(i);
            if (entry.type() == Manifest.Type.DIRECTORY) {
                writeDirectory(entry, 1);
            } else if (isFirst(entry)) {
                throw changed(ShownText.quoted(entry.path()) + " is gone");
            }
        }
    }

    private boolean isChosen(Manifest.Entry entry) {
        return chosen.contains(manifest.indexOf(entry.path()));
    }

    private boolean isFirst(Manifest.Entry entry) {
        int index = manifest.indexOf(entry.path());
        boolean first = !written.get(index);
        written.set(index);
        return first;
    }

    private ArtifactChangedException changed(String what) {
        return new ArtifactChangedException(artifact.path().toString(), what);
    }

    private ArtifactChangedException unreadable(Manifest.Entry entry, IOException e) {
        String reason = ShownText.of(DirectorySource.reason(e));
        return new ArtifactChangedException(
                artifact.path().toString(),
                ShownText.quoted(entry.path()) + " can no longer be read (" + reason + ")",
                e);
    }
}
