package dev.sluice.artifact;

import dev.sluice.artifact.FoundEntry.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A directory, read without following any link in it.
 *
 * @param root real: absolute, and without links
 * @param limit for opening one file
 * @param digests of files that need not be read again for the manifest
 */
record DirectorySource(Path root, FileOpener opener, Duration limit, KnownDigests digests) implements EntrySource {
    DirectorySource(Path root, FileOpener opener) {
        this(root, opener, Opening.LIMIT);
    }

    DirectorySource(Path root, FileOpener opener, Duration limit) {
        this(root, opener, limit, KnownDigests.none());
    }

    @Override
    public EntryReading open() throws IOException {
        return new DirectoryWalk(DirectoryTree.open(this), new ContentReaders(limit), digests);
    }

    @Override
    public EntryReading reopen(Manifest manifest) throws IOException {
        return new DirectoryReplay(DirectoryTree.open(this), manifest.entries().iterator());
    }

    static FoundEntry unreadable(String name, IOException e) {
        return new FoundEntry(Kind.UNREADABLE, name, 0, 0, reason(e));
    }

    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return "it is no directory";
        }
        return e instanceof NoSuchFileException ? "it is gone" : String.valueOf(e.getMessage());
    }
}
