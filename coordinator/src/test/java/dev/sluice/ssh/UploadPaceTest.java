package dev.sluice.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UploadPaceTest {
    private static final int GRANTED = 2 << 20;

    private final AtomicLong clock = new AtomicLong();
    private final AtomicLong window = new AtomicLong();
    private final UploadPace pace = new UploadPace(clock::get, window::get);

    @Test
    void what_arrived_is_what_was_written_without_what_is_in_flight() throws IOException {
        send(3 << 20, 0, Duration.ofSeconds(10));
        assertEquals("; of the upload 1024 KiB had arrived in 10 s (102.4 KiB/s)", pace.describe());
    }

    @Test
    void a_pace_at_which_answers_come_too_late_is_called_too_slow() throws IOException {
        send(GRANTED + (31 << 10), 0, Duration.ofSeconds(31));
        assertEquals(
                "; of the upload 31 KiB had arrived in 31 s (1.0 KiB/s: too slow a line, lower strategy.parallel or use a"
                        + " faster one)",
                pace.describe());
    }

    @Test
    void a_script_with_its_values_is_no_upload() throws IOException {
        send(20_000, GRANTED - 20_000, Duration.ofSeconds(31));
        assertEquals("", pace.describe());
    }

    /** The host grants a window, and takes as much as leaves so much of it. */
    private void send(int bytes, int left, Duration time) throws IOException {
        try (var out = pace.measured(OutputStream.nullOutputStream())) {
            window.set(GRANTED - 1000);
            out.write(new byte[1000]);
            window.set(left);
            for (int sent = 1000; sent < bytes; sent += 1000) {
                out.write(new byte[Math.min(1000, bytes - sent)]);
            }
        }
        clock.addAndGet(time.toNanos());
    }
}
