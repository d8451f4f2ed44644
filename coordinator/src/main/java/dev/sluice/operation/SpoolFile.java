package dev.sluice.operation;

import dev.sluice.document.HumanUnits;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * A file that one thread appends to while others read it. Only its owner may open it, and Unix drops its name as soon as it is open: a process that
 * is killed leaves nothing. The channel is an asynchronous one, because an interrupt in any reader would close a {@code FileChannel} for all of them.
 */
final class SpoolFile implements AutoCloseable {
    private static final Set<OpenOption> OPTIONS = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);

    private final Path directory;
    private final AsynchronousFileChannel channel;
    private long length;

    SpoolFile(Path directory, AsynchronousFileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** A new, empty file; the directory is made where it is missing. */
    static SpoolFile in(Path directory) throws IOException {
        var file = directory.resolve("payload-" + UUID.randomUUID());
        try {
            Files.createDirectories(directory);
            return new SpoolFile(directory, AsynchronousFileChannel.open(file, OPTIONS, null, mode(directory)));
        } catch (IOException e) {
            throw new IOException(
                    "no file can be made in " + directory + ", where the upload is prepared: " + e
                            + "; create the directory, or give it to this user",
                    e);
        }
    }

    private static FileAttribute<?>[] mode(Path directory) {
        var hasModes = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        return hasModes
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** By one thread only. */
    void append(byte[] bytes, int from, int count) throws IOException {
        var rest = ByteBuffer.wrap(bytes, from, count);
        while (rest.hasRemaining()) {
            length += write(rest);
        }
    }

    private int write(ByteBuffer bytes) throws IOException {
        try {
            return done(channel.write(bytes, length));
        } catch (IOException e) {
            throw new IOException(
                    "the upload cannot be prepared in " + directory + ", after " + HumanUnits.bytes(length) + ": "
                            + e.getMessage() + "; free space there",
                    e);
        }
    }

    /**
     * Reads into the array from its start, at least one byte.
     *
     * @param most bytes
     * @param at not after what was appended
     */
    int read(byte[] into, int most, long at) throws IOException {
        return done(channel.read(ByteBuffer.wrap(into, 0, most), at));
    }

    private static int done(Future<Integer> transfer) throws IOException {
        try {
            return transfer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the upload was stopped");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        }
    }

    /** Its bytes are gone, too. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
