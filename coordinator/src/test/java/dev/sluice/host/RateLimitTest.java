package dev.sluice.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.playbook.TransferRate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
    private static final TransferRate MEGABYTE = TransferRate.parse("1MB/s");

    private final SetTime time = new SetTime();

    @ParameterizedTest
    @ValueSource(strings = {"100kB/s", "1MB/s", "3MB/s", "1GB/s"})
    void a_stream_takes_as_long_as_its_rate_requires(String rate) throws IOException {
        var limit = TransferRate.parse(rate);
        var out = new RateLimit(limit, time).over(OutputStream.nullOutputStream());
        var piece = new byte[65_536];
        var seconds = 20;
        for (long sent = 0; sent < limit.bytesPerSecond() * seconds; sent += piece.length) {
            out.write(piece);
        }
        var exact = Duration.ofSeconds(seconds);
        var off = time.elapsed().minus(exact).abs();
        assertTrue(off.compareTo(Duration.ofMillis(700)) < 0, () -> rate + ": " + time.elapsed());
        assertTrue(time.longest.compareTo(Duration.ofMillis(200)) <= 0, () -> rate + ": " + time.longest);
    }

    @Test
    void what_is_written_arrives_unchanged() throws IOException {
        var content = new byte[500_000];
        new Random(7).nextBytes(content);
        var arrived = new ByteArrayOutputStream();
        var out = new RateLimit(MEGABYTE, time).over(arrived);
        out.write(content, 0, 300_001);
        out.write(content[300_001]);
        out.write(content, 300_002, content.length - 300_002);
        assertArrayEquals(content, arrived.toByteArray());
    }

    @Test
    void a_stream_that_was_held_up_does_not_catch_up() throws IOException {
        var out = new RateLimit(MEGABYTE, time).over(OutputStream.nullOutputStream());
        out.write(new byte[1_000_000]);
        time.pass(Duration.ofMinutes(1));
        var before = time.elapsed();
        out.write(new byte[1_000_000]);
        assertTrue(time.elapsed().minus(before).compareTo(Duration.ofMillis(850)) > 0, time::toString);
    }

    @Test
    void streams_that_share_a_limit_have_it_together() throws IOException {
        var limit = new RateLimit(MEGABYTE, time);
        var one = limit.over(OutputStream.nullOutputStream());
        var other = limit.over(OutputStream.nullOutputStream());
        for (int piece = 0; piece < 100; piece++) {
            one.write(new byte[50_000]);
            other.write(new byte[50_000]);
        }
        assertEquals(10, Math.round(time.elapsed().toMillis() / 1_000.0));
    }

    @Test
    void a_fast_rate_pauses_seldom() throws IOException {
        var out = new RateLimit(TransferRate.parse("1GB/s"), time).over(OutputStream.nullOutputStream());
        for (int piece = 0; piece < 10_000; piece++) {
            out.write(new byte[65_536]);
        }
        assertTrue(time.pauses < 200, () -> time.pauses + " pauses");
    }

    @Test
    void an_interrupt_ends_a_pause() {
        var out = new RateLimit(MEGABYTE, time).over(OutputStream.nullOutputStream());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> out.write(new byte[1_000_000]));
        assertTrue(Thread.interrupted());
    }

    /** Time that passes only when somebody waits. */
    private static final class SetTime implements Timekeeper {
        private Duration elapsed = Duration.ZERO;
        private Duration longest = Duration.ZERO;
        private int pauses;

        @Override
        public Instant now() {
            throw new UnsupportedOperationException("a rate has nothing to do with the wall clock");
        }

        @Override
        public Duration elapsed() {
            return elapsed;
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            pauses++;
            longest = longest.compareTo(duration) > 0 ? longest : duration;
            pass(duration);
        }

        void pass(Duration duration) {
            elapsed = elapsed.plus(duration);
        }

        @Override
        public String toString() {
            return elapsed().toString();
        }
    }
}
