package dev.sluice.artifact;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A directory that is kept open: if it is renamed, or replaced by a link, or a directory above it is, nothing changes for what is opened through it.
 *
 * <p>Java has neither fstatat(2) with all of a mode nor readlinkat(2). Both are read by path, and are used only where the path leads to the inode
 * that the handle has by that name.
 *
 * @param path where it was; for the above
 * @param opening which opens what is in it
 * @param users who will close it; the last one does
 */
record HeldDirectory(SecureDirectoryStream<Path> handle, Path path, Opening opening, AtomicInteger users)
        implements Closeable {
    /** The name of each directory in itself. */
    static final Path ITSELF = Path.of(".");

    private static final String CHANGED = "it was changed while it was read";
    private static final Path PARENT = Path.of("..");

    /**
     * Opens a directory without following a link: from the open handle upwards, each directory must be the one that its
     * path names.
     *
     * @param real absolute, and without links
     */
    @SuppressWarnings("StreamResourceLeak") // The owner of the directory closes it.
    static HeldDirectory open(Path real, Opening opening) throws IOException {
        HeldDirectory opened = held(opening.open(() -> Files.newDirectoryStream(real)), real, opening);
        try {
            Path up = ITSELF;
            for (Path at = real; at != null; at = at.getParent()) {
                if (!opened.key(up).equals(FileStatus.of(at).key())) {
                    throw changed();
                }
                up = up.resolve(PARENT);
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static HeldDirectory held(DirectoryStream<Path> opened, Path path, Opening opening) throws IOException {
        if (opened instanceof SecureDirectoryStream<Path> handle) {
            return new HeldDirectory(handle, path, opening, new AtomicInteger(1));
        }
        opened.close();
        throw new IOException(
                "this system opens no file by the handle of its directory, and a path may lead through a link that was created "
                        + "meanwhile; run Sluice on Linux");
    }

    /** A file that is reached by a real path, without a link. */
    static SeekableByteChannel openFile(Path real) throws IOException {
        Path parent = real.getParent();
        Path name = real.getFileName();
        if (parent == null || name == null) {
            throw new IOException("it is not a file");
        }
        try (Opening opening = new Opening(Opening.LIMIT);
                HeldDirectory directory = open(parent, opening)) {
            return directory.file(name, directory.status(name), FileOpener.BY_HANDLE);
        }
    }

    /** A directory in it. */
    HeldDirectory child(Path name) throws IOException {
        Path below = path.resolve(name);
        if (status(name).kind() != FoundEntry.Kind.DIRECTORY) {
            throw changed();
        }
        return held(opening.open(() -> handle.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)), below, opening);
    }

    /** Once only. */
    List<Path> names() throws IOException {
        List<Path> names = new ArrayList<>();
        try {
            for (Path file : handle) {
                names.add(file.getFileName());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    FileStatus status(Path name) throws IOException {
        FileStatus status = FileStatus.of(path.resolve(name));
        if (!key(name).equals(status.key())) {
            throw changed();
        }
        return status;
    }

    /** Of a symbolic link. */
    String target(Path name, FileStatus link) throws IOException {
        String target = FileNames.target(path.resolve(name));
        check(name, link);
        return target;
    }

    void check(Path name, FileStatus expected) throws IOException {
        if (!status(name).equals(expected)) {
            throw changed();
        }
    }

    /** Within the time that an opening may take. */
    SeekableByteChannel file(Path name, FileStatus expected, FileOpener opener) throws IOException {
        requireFile(expected);
        return checked(name, expected, opening.open(() -> opener.open(handle, name)));
    }

    /** On this thread, which waits without end where the file was replaced by a FIFO. */
    SeekableByteChannel fileHere(Path name, FileStatus expected, FileOpener opener) throws IOException {
        requireFile(expected);
        return checked(name, expected, opener.open(handle, name));
    }

    private static void requireFile(FileStatus status) throws IOException {
        if (status.kind() != FoundEntry.Kind.FILE) {
            throw new IOException("it is not a file");
        }
    }

    private SeekableByteChannel checked(Path name, FileStatus expected, SeekableByteChannel opened) throws IOException {
        try {
            // Of a FIFO this fails, or is 0.
            if (opened.position() != 0 || opened.size() != expected.size()) {
                throw changed();
            }
            check(name, expected);
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private Object key(Path name) throws IOException {
        return handle.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .fileKey();
    }

    static IOException changed() {
        return new IOException(CHANGED);
    }

    /** For another thread, which closes it too. */
    HeldDirectory shared() {
        users.incrementAndGet();
        return this;
    }

    @Override
    public void close() {
        if (users.decrementAndGet() == 0) {
            opening.release(handle);
        }
    }
}
