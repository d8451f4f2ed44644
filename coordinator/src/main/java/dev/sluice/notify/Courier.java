package dev.sluice.notify;

import dev.sluice.engine.DaemonThreads;
import dev.sluice.notify.LetterFiles.Stored;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees that what waits is delivered, each recipient on a thread of its own: one that hangs holds up no other. No thread keeps the process alive. */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    /** How often it is checked what other processes stored, and what is to be tried again. */
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final LetterFiles files;
    private final Postman postman;
    private final InstantSource clock;
    private final Set<String> busy = new HashSet<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads.named("sluice-notify"));
    private boolean started;
    private boolean rung;
    private boolean idle = true;
    private boolean closed;

    Courier(LetterFiles files, Postman postman, InstantSource clock) {
        this.files = files;
        this.postman = postman;
        this.clock = clock;
    }

    /** There is something to deliver. */
    synchronized void ring() {
        if (closed) {
            return;
        }
        rung = true;
        idle = false;
        if (!started) {
            started = true;
            threads.execute(this::run);
        }
        notifyAll();
    }

    /** Waits until all that is due was tried, for so long at most; what is left is for the next process. */
    void close(Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        synchronized (this) {
            try {
                for (var left = patience.toNanos(); !idle && left > 0; left = end - System.nanoTime()) {
                    wait(left / 1_000_000 + 1);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            closed = true;
            notifyAll();
        }
        postman.stop();
        threads.shutdown();
    }

    private void run() {
        try {
            files.tidy(clock.instant());
            while (next()) {
                begin(due());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("notifications cannot be delivered", e);
            quiet();
        }
    }

    private synchronized void quiet() {
        started = false;
        idle = true;
        notifyAll();
    }

    /** Waits until something may be due; false when it is closed. */
    private synchronized boolean next() {
        try {
            var end = System.nanoTime() + INTERVAL.toNanos();
            for (var left = INTERVAL.toNanos(); !rung && !closed && left > 0; left = end - System.nanoTime()) {
                wait(left / 1_000_000 + 1);
            }
        } catch (InterruptedException e) {
            return false;
        }
        rung = false;
        return !closed;
    }

    private Map<String, List<Stored>> due() throws IOException {
        var now = clock.instant();
        var due = new LinkedHashMap<String, List<Stored>>();
        for (var stored : files.pending()) {
            if (stored.letter().isDue(now)) {
                due.computeIfAbsent(stored.recipient(), key -> new ArrayList<>())
                        .add(stored);
            }
        }
        return due;
    }

    private synchronized void begin(Map<String, List<Stored>> due) {
        due.forEach((recipient, letters) -> {
            if (!closed && busy.add(recipient)) {
                threads.execute(() -> deliver(recipient, letters));
            }
        });
        idle = busy.isEmpty() && !rung;
        notifyAll();
    }

    private void deliver(String recipient, List<Stored> letters) {
        var tried = false;
        try {
            tried = postman.deliver(recipient, letters);
        } catch (IOException | RuntimeException e) {
            LOG.warn("a notification cannot be delivered: {}", e.getMessage(), e);
        } finally {
            ended(recipient, tried);
        }
    }

    /** What came meanwhile for a recipient that answers is due now. To one that does not, the next attempt waits for the interval. */
    private synchronized void ended(String recipient, boolean tried) {
        busy.remove(recipient);
        rung |= tried;
        idle = busy.isEmpty() && !rung;
        notifyAll();
    }
}
