package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.sluice.host.HostCommand;
import dev.sluice.operation.SharedStream.Extent;
import dev.sluice.operation.SharedStream.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SharedStreamTest {
    private static final byte[] CONTENT = content(3_000_001);

    @TempDir
    Path directory;

    private final ExecutorService hosts = Executors.newCachedThreadPool();
    private final AtomicInteger made = new AtomicInteger();

    @AfterEach
    void stop() {
        hosts.shutdownNow();
    }

    private static byte[] content(int length) {
        var bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private SharedStream shared(HostCommand.Writer source) {
        return new SharedStream(directory, out -> {
            made.incrementAndGet();
            source.writeTo(out);
        });
    }

    private Future<byte[]> read(SharedStream shared) {
        return hosts.submit(() -> {
            var out = new ByteArrayOutputStream();
            shared.writeTo(out);
            return out.toByteArray();
        });
    }

    @Test
    void a_host_that_takes_nothing_holds_up_neither_the_payload_nor_the_other_hosts() throws Exception {
        try (var shared = shared(out -> out.write(CONTENT))) {
            var slow = new Stalled(1_000);
            var stalled = hosts.submit(() -> {
                shared.writeTo(slow);
                return slow.taken();
            });
            slow.reached.await();
            var fast = new ArrayList<Future<byte[]>>();
            for (int host = 0; host < 7; host++) {
                fast.add(read(shared));
            }
            for (var host : fast) {
                assertArrayEquals(CONTENT, host.get());
            }
            assertFalse(stalled.isDone());
            slow.goOn.countDown();
            assertArrayEquals(CONTENT, stalled.get());
        }
        assertEquals(1, made.get());
    }

    @Test
    void reading_begins_while_the_payload_is_being_made_and_nothing_is_made_for_nobody() throws Exception {
        var rest = new CountDownLatch(1);
        try (var shared = shared(out -> {
            out.write(CONTENT, 0, 1_000_000);
            await(rest);
            out.write(CONTENT, 1_000_000, CONTENT.length - 1_000_000);
        })) {
            assertEquals(0, made.get());
            var first = new Stalled(900_000);
            var early = hosts.submit(() -> {
                shared.writeTo(first);
                return first.taken();
            });
            first.reached.await();
            assertEquals(1, rest.getCount());
            first.goOn.countDown();
            rest.countDown();
            assertArrayEquals(CONTENT, early.get());
        }
    }

    @Test
    void a_host_that_comes_late_reads_all_of_it() throws Exception {
        try (var shared = shared(out -> out.write(CONTENT))) {
            assertArrayEquals(CONTENT, read(shared).get());
            assertArrayEquals(CONTENT, read(shared).get());
        }
        assertEquals(1, made.get());
    }

    @Test
    void a_payload_may_be_empty() throws Exception {
        try (var shared = shared(out -> {})) {
            assertEquals(0, read(shared).get().length);
        }
    }

    @Test
    void what_ends_the_payload_in_its_middle_reaches_every_host_as_it_was() throws Exception {
        var changed = new IOException("the artifact changed");
        var fail = new CountDownLatch(1);
        try (var shared = shared(out -> {
            out.write(CONTENT, 0, 1_000_000);
            await(fail);
            throw changed;
        })) {
            var early = List.of(read(shared), read(shared), read(shared));
            fail.countDown();
            for (var host : early) {
                assertSame(
                        changed,
                        assertThrows(ExecutionException.class, host::get).getCause());
            }
            assertSame(changed, assertThrows(IOException.class, () -> shared.writeTo(OutputStream.nullOutputStream())));
        }
        assertEquals(1, made.get());
    }

    @Test
    void a_defect_in_the_payloads_source_ends_its_hosts_too() throws Exception {
        try (var shared = shared(out -> {
            throw new IllegalStateException("defect");
        })) {
            var failure = assertThrows(IOException.class, () -> shared.writeTo(OutputStream.nullOutputStream()));
            assertInstanceOf(IllegalStateException.class, failure.getCause());
        }
    }

    /** A host that reads what was just written, and is not announced yet, must not take that for the end. */
    @Test
    void hosts_that_are_as_fast_as_the_source_receive_all_of_it() throws Exception {
        for (int round = 0; round < 20; round++) {
            try (var shared = shared(out -> {
                for (int piece = 0; piece < 4000; piece++) {
                    out.write(new byte[1000]);
                }
            })) {
                for (var host : Stream.generate(() -> read(shared)).limit(8).toList()) {
                    assertEquals(4_000_000, host.get().length);
                }
            }
        }
    }

    @Test
    void closing_ends_its_hosts_and_what_makes_it() throws Exception {
        var ended = new CountDownLatch(1);
        var shared = shared(out -> {
            try {
                while (true) {
                    out.write(CONTENT);
                }
            } finally {
                ended.countDown();
            }
        });
        var host = new Stalled(2_000_000);
        host.goOn.countDown();
        var reading = hosts.submit(() -> {
            shared.writeTo(host);
            return true;
        });
        host.reached.await();
        shared.close();
        ended.await();
        var failure = assertThrows(ExecutionException.class, reading::get).getCause();
        assertTrue(String.valueOf(failure).endsWith("the upload was ended: what it is read from is closed"));
        assertThrows(IOException.class, () -> shared.writeTo(OutputStream.nullOutputStream()));
        shared.close();
    }

    @Test
    void a_host_that_is_interrupted_ends_no_other() throws Exception {
        var rest = new CountDownLatch(1);
        try (var shared = shared(out -> {
            out.write(CONTENT);
            await(rest);
        })) {
            var waits = new Stalled(CONTENT.length);
            waits.goOn.countDown();
            var outcome = hosts.submit(() -> {
                Thread.currentThread().interrupt();
                return assertThrows(InterruptedIOException.class, () -> shared.writeTo(waits));
            });
            outcome.get();
            var other = read(shared);
            rest.countDown();
            assertArrayEquals(CONTENT, other.get());
        }
    }

    @Test
    void a_listener_is_informed_how_far_its_host_is_and_whether_that_is_the_whole() throws Exception {
        var rest = new CountDownLatch(1);
        var seen = new ArrayList<Progress>();
        try (var shared = shared(out -> {
            out.write(CONTENT, 0, 1_000);
            out.flush();
            await(rest);
            out.write(CONTENT, 1_000, 1_000);
        })) {
            shared.writeTo(OutputStream.nullOutputStream(), progress -> {
                seen.add(progress);
                rest.countDown();
            });
        }
        assertEquals(new Progress(1_000, 1_000, Extent.SO_FAR), seen.get(0));
        assertEquals(new Progress(2_000, 2_000, Extent.ALL), seen.get(seen.size() - 1));
    }

    @Test
    void the_file_has_no_name_while_it_is_used() throws Exception {
        try (var shared = shared(out -> out.write(CONTENT))) {
            read(shared).get();
            try (var names = Files.list(directory)) {
                assertEquals(List.of(), names.toList());
            }
        }
    }

    @Test
    void a_payload_is_never_collected_in_memory() throws Exception {
        long size = 64L << 20;
        var making = new AtomicLong();
        try (var shared = shared(out -> {
            var before = allocated();
            var block = new byte[1 << 16];
            for (long written = 0; written < size; written += block.length) {
                out.write(block);
            }
            making.set(allocated() - before);
        })) {
            var reading = hosts.submit(() -> {
                var before = allocated();
                shared.writeTo(OutputStream.nullOutputStream());
                return allocated() - before;
            });
            var most = size / 16;
            assertTrue(reading.get() < most, () -> "reading took more than " + most);
            assertTrue(making.get() < most, () -> "making took " + making.get());
        }
    }

    @Test
    void a_full_disk_is_named_with_its_directory() throws Exception {
        try (var full = new SpoolFile(
                Path.of("/var/tmp"), AsynchronousFileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE))) {
            var failure = assertThrows(IOException.class, () -> full.append(CONTENT, 0, 10));
            assertEquals(
                    "the upload cannot be prepared in /var/tmp, after 0 B: No space left on device; free space there",
                    failure.getMessage());
        }
    }

    @Test
    void a_directory_that_cannot_be_made_is_named() throws Exception {
        var missing = Files.createFile(directory.resolve("file")).resolve("missing");
        try (var shared = new SharedStream(missing, out -> {})) {
            var failure = assertThrows(IOException.class, () -> shared.writeTo(OutputStream.nullOutputStream()));
            assertTrue(
                    String.valueOf(failure.getMessage()).startsWith("no file can be made in " + missing + ", "),
                    failure::toString);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    /** A host that takes that many bytes, and no more before the test lets it. */
    private static final class Stalled extends OutputStream {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final int most;

        Stalled(int most) {
            this.most = most;
        }

        byte[] taken() {
            return taken.toByteArray();
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            taken.write(bytes, from, count);
            if (taken.size() >= most) {
                reached.countDown();
                await(goOn);
            }
        }
    }
}
