package dev.sluice.it.tasks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The arguments of every process of this machine that is seen while this watches, as every user of it sees them. */
final class ArgumentsSeen implements AutoCloseable {
    /** Shorter than any tool runs that is given a secret, and not so short that looking takes the machine from those who are looked at. */
    private static final long EVERY_MILLIS = 40;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong looks = new AtomicLong();
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();

    private ArgumentsSeen() {}

    static ArgumentsSeen watch() {
        var watching = new ArgumentsSeen();
        var unused = watching.watcher.scheduleWithFixedDelay(watching::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return watching;
    }

    private void look() {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                read(process.resolve("cmdline"));
            }
            looks.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Path file) {
        try {
            seen.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).replace('\0', ' '));
        } catch (IOException ended) {
            // Between the listing and the reading.
            return;
        }
    }

    /** How often all processes were looked at. */
    long looks() {
        return looks.get();
    }

    /** All that was seen so far, each once. */
    List<String> all() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
