package dev.sluice.it.front;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * What this process uses while nothing runs.
 *
 * @param descriptors what each open file descriptor is, as {@code /proc/self/fd} has it
 */
record ProcessUse(int threads, List<String> descriptors, long heap) {
    private static final double MOST_HEAP = 1.05;

    static ProcessUse now() {
        System.gc();
        return new ProcessUse(
                Thread.activeCount(),
                open(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    private static List<String> open() {
        var open = new ArrayList<String>();
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (var descriptor : descriptors) {
                target(descriptor).ifPresent(open::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open;
    }

    /** Empty where it was closed since it was listed. */
    private static Optional<String> target(Path descriptor) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(descriptor).toString());
        } catch (NoSuchFileException closed) {
            return Optional.empty();
        }
    }

    /** Threads and descriptors are no more than these, and the heap hardly. Prints both. */
    void assertNoMoreNow(String what) {
        // Idle threads and connections of a pool end after a minute; those of a rollout end with it.
        Awaitility.await().atMost(90, TimeUnit.SECONDS).untilAsserted(() -> {
            var use = now();
            assertTrue(use.threads <= threads && use.descriptors.size() <= descriptors.size(), () -> use.since(this));
        });
        var after = now();
        System.out.printf("%s: %s, before %s%n", what, after, this);
        assertTrue(after.heap() <= heap * MOST_HEAP, () -> after.since(this));
    }

    private String since(ProcessUse before) {
        var more = new ArrayList<>(descriptors);
        before.descriptors.forEach(more::remove);
        return this + ", before " + before + ", new descriptors " + more;
    }

    @Override
    public String toString() {
        return threads + " threads, " + descriptors.size() + " descriptors, " + heap / 1024 + " KiB of heap";
    }
}
