package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are read side by side. */
@Timeout(60)
class ContentReadersTest {
    @TempDir
    Path directory;

    @BeforeEach
    void a_real_path() throws Exception {
        directory = directory.toRealPath();
    }

    @Test
    void two_files_are_read_at_the_same_time() throws Exception {
        TestTree.write(directory, "a", "x");
        TestTree.write(directory, "b/c", "x");
        CountDownLatch both = new CountDownLatch(2);
        FileOpener waiting = (handle, name) -> {
            both.countDown();
            await(both);
            return FileOpener.BY_HANDLE.open(handle, name);
        };
        assertEquals(2, read(waiting).manifest().bytes());
    }

    @Test
    void what_cannot_be_read_is_listed_in_the_order_of_the_walk_whatever_fails_first() throws Exception {
        TestTree.write(directory, "a", "x");
        TestTree.write(directory, "b", "x");
        CountDownLatch second = new CountDownLatch(1);
        FileOpener failing = (handle, name) -> {
            if (name.endsWith("a")) {
                await(second);
            }
            second.countDown();
            throw new IOException("no " + name);
        };
        assertSays(refusal(failing), "unreadable entry (2): \"a\" (no a), \"b\" (no b)");
    }

    @Test
    void after_a_file_that_is_not_opened_in_time_nothing_is_read() throws Exception {
        TestTree.write(directory, "a", "x");
        TestTree.write(directory, "b", "x");
        TestTree.write(directory, "c", "x");
        CountDownLatch end = new CountDownLatch(1);
        FileOpener stuck = (handle, name) -> {
            if (name.endsWith("b")) {
                await(end);
            }
            return FileOpener.BY_HANDLE.open(handle, name);
        };
        assertSays(
                refusal(stuck),
                "unreadable entry (2): \"b\" (it was not opened within 500 ms), \"c\" (another file was not opened in time)");
        end.countDown();
    }

    @Test
    void more_directories_than_are_kept_open_are_read_and_closed_again() throws Exception {
        String deep = "d/".repeat(90);
        TestTree.write(directory, deep + "z/file", "x");
        TestTree.write(directory, deep + "file", "x");
        TestTree.write(directory, "d/d/file", "x");
        for (int i = 0; i < 300; i++) {
            TestTree.write(directory, "wide/" + i + "/file", "x");
        }
        Artifact artifact = read(FileOpener.BY_HANDLE);
        assertEquals(303, artifact.manifest().bytes());
        assertEquals(
                artifact.manifest().entries().size(),
                Payloads.names(Payloads.of(artifact)).size());
        assertNothingIsOpen();
    }

    @Test
    void nothing_stays_open_after_a_reading_that_was_ended_by_a_limit() throws Exception {
        for (int i = 0; i < 300; i++) {
            TestTree.write(directory, i + "/file", "0123456789");
        }
        ArtifactLimits limits = new ArtifactLimits(1_000, 100, 200, 100, 255, 4096, 100);
        String message = String.valueOf(assertThrows(
                        InvalidArtifactException.class,
                        () -> Artifact.read(
                                directory,
                                new DirectorySource(directory, FileOpener.BY_HANDLE),
                                Exclusion.none(),
                                limits))
                .getMessage());
        assertSays(message, "more than 100 bytes of content");
        assertNothingIsOpen();
    }

    @Test
    void a_reader_allocates_less_than_the_content_has_bytes() throws Exception {
        Path large = directory.resolve("large");
        Files.write(large, new byte[16 << 20]);
        Set<Long> allocated = ConcurrentHashMap.newKeySet();
        FileOpener measured = (handle, name) -> {
            long before = AllocatedBytes.ofThisThread();
            return new ReadFile(FileOpener.BY_HANDLE.open(handle, name)) {
                @Override
                public void close() throws IOException {
                    super.close();
                    allocated.add(AllocatedBytes.ofThisThread() - before);
                }
            };
        };
        read(measured);
        assertEquals(1, allocated.size());
        assertTrue(allocated.iterator().next() < 1 << 20, allocated::toString);
    }

    private Artifact read(FileOpener opener) throws IOException {
        return Artifact.read(
                directory,
                new DirectorySource(directory, opener, Duration.ofMillis(500)),
                Exclusion.none(),
                ArtifactLimits.defaults());
    }

    private String refusal(FileOpener opener) {
        return String.valueOf(
                assertThrows(InvalidArtifactException.class, () -> read(opener)).getMessage());
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** A reader that was in the middle of a file closes it as soon as it is interrupted. */
    private void assertNothingIsOpen() throws IOException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (open() > 0 && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertEquals(0, open());
    }

    private long open() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(this::leadsIntoTheTree).count();
        }
    }

    private boolean leadsIntoTheTree(Path file) {
        try {
            return Files.readSymbolicLink(file).startsWith(directory);
        } catch (IOException e) {
            return false;
        }
    }
}
