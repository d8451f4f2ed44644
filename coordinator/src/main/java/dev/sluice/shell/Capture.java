package dev.sluice.shell;

import dev.sluice.host.OutputListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Passes on the first megabytes of a task's output, and reads the rest too, so that the task is never blocked. */
final class Capture {
    static final int MOST_BYTES = 10_485_760;

    private static final int BUFFER_BYTES = 65_536;
    private static final String REST = "\n(what the task wrote after ten megabytes is not kept)\n";

    /** A process that a task leaves running may keep its output open. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final InputStream in;
    private final OutputListener output;
    private final CountDownLatch atEnd = new CountDownLatch(1);
    private int heard;
    private boolean finished;

    Capture(InputStream in, OutputListener output) {
        this.in = in;
        this.output = output;
    }

    void start() {
        var thread = new Thread(this::read, "task-output");
        thread.setDaemon(true);
        thread.start();
    }

    /** The listener receives nothing after this. */
    void finish() throws InterruptedException {
        atEnd.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        synchronized (this) {
            finished = true;
        }
    }

    private void read() {
        var buffer = new byte[BUFFER_BYTES];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                hear(buffer, read);
            }
        } catch (IOException closed) {
            // The process is gone, and with it its output.
            return;
        } finally {
            atEnd.countDown();
        }
    }

    private synchronized void hear(byte[] buffer, int read) {
        int more = Math.min(read, MOST_BYTES - heard);
        if (finished || more <= 0) {
            return;
        }
        output.wrote(Arrays.copyOf(buffer, more));
        heard += more;
        if (heard == MOST_BYTES) {
            output.wrote(REST.getBytes(StandardCharsets.UTF_8));
        }
    }
}
