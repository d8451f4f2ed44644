package dev.sluice.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.Timekeeper;
import dev.sluice.plan.HostPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HostSlotsTest {
    private static final HostPlace ONE = new HostPlace("192.0.2.1", 22, "/srv/a");
    private static final HostPlace OTHER = new HostPlace("192.0.2.2", 22, "/srv/a");

    private final HostSlots slots = new HostSlots(1);

    @Test
    void sites_that_share_a_host_wait_for_each_other_and_others_do_not() throws InterruptedException {
        slots.hosts("a", Set.of(ONE));
        slots.hosts("b", Set.of(ONE, OTHER));
        slots.hosts("c", Set.of(OTHER));
        var taken = new CountDownLatch(1);
        var first = slots.of("a").take();
        var apart = slots.of("c").take();
        try (first;
                apart) {
            var waiting = new Thread(() -> take(taken));
            waiting.setDaemon(true);
            waiting.start();
            while (waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            assertEquals(1, taken.getCount());
        }
        assertTrue(taken.await(1, TimeUnit.MINUTES));
    }

    private void take(CountDownLatch taken) {
        try {
            slots.of("b").take().close();
            taken.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class SetTime implements Timekeeper {
        private Instant now = Instant.EPOCH;
        private Duration elapsed = Duration.ZERO;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Duration elapsed() {
            return elapsed;
        }

        @Override
        public void pause(Duration duration) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void a_clock_that_was_set_is_noticed_and_one_that_is_corrected_a_little_is_not() {
        var time = new SetTime();
        var watch = new ClockWatch(time);
        time.now = time.now.plusSeconds(10);
        time.elapsed = time.elapsed.plusSeconds(10);
        assertEquals(Optional.empty(), watch.jump());
        time.now = time.now.plusSeconds(3604);
        time.elapsed = time.elapsed.plusSeconds(4);
        assertEquals(Optional.of(Duration.ofHours(1)), watch.jump());
        time.now = time.now.minusSeconds(3600);
        assertEquals(Optional.of(Duration.ofHours(-1)), watch.jump());
        time.now = time.now.plusSeconds(4);
        assertEquals(Optional.empty(), watch.jump());
    }
}
