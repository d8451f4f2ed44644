package dev.sluice.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TransferWatchdogTest {
    private static final Duration LONGEST = Duration.ofSeconds(100);

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger ended = new AtomicInteger();
    private final HandTurned timer = new HandTurned();

    @Test
    void without_progress_it_ends_once_the_limit_is_over() {
        try (var watch = watch()) {
            pass(Duration.ofSeconds(30));
            assertTrue(watch.expired());
            assertEquals(1, ended.get());
        }
    }

    @Test
    void progress_begins_the_limit_anew() {
        try (var watch = watch()) {
            clock.addAndGet(Duration.ofSeconds(20).toNanos());
            watch.progress();
            pass(Duration.ofSeconds(10));
            assertFalse(watch.expired());
            assertEquals(Duration.ofSeconds(20), timer.delay);
            pass(Duration.ofSeconds(20));
            assertTrue(watch.expired());
        }
    }

    @Test
    void a_host_that_dribbles_is_ended_all_the_same() {
        try (var watch = watch()) {
            for (int second = 0; second < 90; second += 10) {
                watch.progress();
                pass(Duration.ofSeconds(10));
            }
            assertFalse(watch.expired());
            watch.progress();
            pass(Duration.ofSeconds(10));
            assertTrue(watch.expired());
            assertEquals("no end after 100 s", watch.why());
        }
    }

    @Test
    void a_host_that_takes_next_to_nothing_of_an_upload_is_ended() throws IOException {
        try (var watch = watch()) {
            var host = watch.watched(taking(Duration.ofSeconds(16)));
            host.write(new byte[14_000]);
            assertFalse(watch.expired());
            host.write(new byte[14_000]);
            assertTrue(watch.expired());
            assertEquals(1, ended.get());
            assertEquals("the host took only 28 kB in 32 s", watch.why());
        }
    }

    @Test
    void a_host_that_takes_a_kilobyte_a_second_is_only_slow() throws IOException {
        try (var watch = watch()) {
            var host = watch.watched(taking(Duration.ofSeconds(16)));
            for (int piece = 0; piece < 6; piece++) {
                host.write(new byte[17_000]);
            }
            assertFalse(watch.expired());
        }
    }

    @Test
    void what_sends_slowly_is_not_the_hosts_fault() throws IOException {
        try (var watch = watch()) {
            var host = watch.watched(taking(Duration.ofMillis(1)));
            for (int piece = 0; piece < 6; piece++) {
                host.write(new byte[100]);
                clock.addAndGet(Duration.ofSeconds(16).toNanos());
            }
            assertFalse(watch.expired());
        }
    }

    /** A host that needs so long for each write. */
    private OutputStream taking(Duration time) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                throw new UnsupportedOperationException("uploads are written in blocks");
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                clock.addAndGet(time.toNanos());
            }
        };
    }

    @Test
    void after_its_end_nothing_is_ended_any_more() {
        watch().close();
        pass(Duration.ofSeconds(60));
        assertEquals(0, ended.get());
    }

    private TransferWatchdog watch() {
        return new TransferWatchdog(timer, clock::get, Duration.ofSeconds(30), LONGEST, ended::incrementAndGet);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
        timer.turn();
    }

    /** Runs what was asked for when the test says so. */
    private static final class HandTurned extends ScheduledThreadPoolExecutor {
        private Runnable next = () -> {};
        private Duration delay = Duration.ZERO;

        HandTurned() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable work, long after, TimeUnit unit) {
            next = work;
            delay = Duration.of(after, unit.toChronoUnit());
            return super.schedule(() -> {}, Long.MAX_VALUE / 2, TimeUnit.NANOSECONDS);
        }

        void turn() {
            next.run();
        }
    }
}
