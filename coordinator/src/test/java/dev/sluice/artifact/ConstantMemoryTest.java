package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content passes through; it is never collected. */
class ConstantMemoryTest {
    private static final long SIZE = 128L << 20;
    private static final long MUCH_LESS = SIZE / 16;
    private static final ArtifactLimits ANY_RATIO =
            new ArtifactLimits(10, Long.MAX_VALUE, 1_000_000, Long.MAX_VALUE, 255, 4096, 100);

    @TempDir
    Path directory;

    @Test
    void less_is_allocated_than_the_content_has_bytes_in_opening_and_in_sending() throws Exception {
        large(directory.resolve("tree/large"), SIZE);
        TestTree.run(directory.resolve("tree"), "tar", "-cf", "../large.tar", "large");
        TestTree.run(directory.resolve("tree"), "tar", "-czf", "../large.tar.gz", "large");
        TestTree.run(directory.resolve("tree"), "tar", "--zstd", "-cf", "../large.tar.zst", "large");
        TestTree.run(directory.resolve("tree"), "zip", "-q", "../large.zip", "large");
        for (String name : List.of("tree", "large.tar", "large.tar.gz", "large.tar.zst", "large.zip")) {
            Path path = directory.resolve(name);
            long allocated = allocatedBy(() -> {
                Artifact.open(path, Exclusion.none(), ANY_RATIO).writeTo(OutputStream.nullOutputStream(), Payloads.NOW);
                return path;
            });
            assertTrue(allocated < MUCH_LESS, () -> path + ": " + allocated + " bytes allocated");
        }
    }

    @Test
    void what_was_read_has_been_written_but_for_a_few_buffers() throws Exception {
        large(directory.resolve("tree/large"), 16L << 20);
        Lag lag = new Lag();
        Artifact artifact = Artifact.read(
                directory.resolve("tree"),
                new DirectorySource(directory.resolve("tree"), lag::open),
                Exclusion.none(),
                ArtifactLimits.defaults());
        lag.read = 0;
        lag.checks = true;
        artifact.writeTo(lag.receiver(), Payloads.NOW);
        assertEquals(16L << 20, lag.read);
    }

    private static void large(Path file, long size) throws IOException {
        Files.createDirectories(file.getParent());
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(size);
        }
    }

    private static long allocatedBy(Callable<?> work) throws Exception {
        long before = AllocatedBytes.ofThisThread();
        work.call();
        return AllocatedBytes.ofThisThread() - before;
    }

    /** Fails as soon as more than 1 MB was read that is not yet written. */
    private static final class Lag {
        private long read;
        private long written;
        private boolean checks;

        SeekableByteChannel open(SecureDirectoryStream<Path> directory, Path name) throws IOException {
            return new ReadFile(FileOpener.BY_HANDLE.open(directory, name)) {
                @Override
                public int read(ByteBuffer target) throws IOException {
                    int count = super.read(target);
                    read += Math.max(0, count);
                    assertTrue(!checks || read - written <= 1 << 20, () -> read - written + " bytes are held");
                    return count;
                }
            };
        }

        OutputStream receiver() {
            return new OutputStream() {
                @Override
                public void write(int b) {
                    written++;
                }

                @Override
                public void write(byte[] buffer, int offset, int length) {
                    written += length;
                }
            };
        }
    }
}
