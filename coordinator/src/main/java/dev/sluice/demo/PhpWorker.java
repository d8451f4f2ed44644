package dev.sluice.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One worker process: its number, and its realpath cache. */
final class PhpWorker {
    private final int pid;
    private @Nullable Path current;
    private long resolvedAt;
    private int restartsSeen;

    PhpWorker(int pid) {
        this.pid = pid;
    }

    int pid() {
        return pid;
    }

    /** A request starts: the first one after a restart of OPcache forgets the worker's paths. */
    void begin(int restarts) {
        if (restarts != restartsSeen) {
            restartsSeen = restarts;
            forget();
        }
    }

    /** The link must be resolved again. */
    void forget() {
        current = null;
    }

    /** The remembered path, or else the one resolved now; a missing link is never remembered. */
    @Nullable
    Path current(Duration ttl, Supplier<@Nullable Path> resolve) {
        long now = System.nanoTime();
        if (current == null || now - resolvedAt > ttl.toNanos()) {
            current = resolve.get();
            resolvedAt = now;
        }
        return current;
    }
}
