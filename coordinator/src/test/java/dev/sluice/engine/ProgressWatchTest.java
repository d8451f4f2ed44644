package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressWatchTest {
    private static final Duration DEADLINE = Duration.ofMinutes(20);

    private final VirtualTime time = new VirtualTime();
    private final AtomicInteger progress = new AtomicInteger();
    private final AtomicInteger alarms = new AtomicInteger();
    private final ProgressWatch watch =
            new ProgressWatch(progress::get, DEADLINE, time, deadline -> alarms.incrementAndGet(), new RealThreads());

    @AfterEach
    void close() {
        watch.close();
    }

    private int alarmsAfter(Duration passed) {
        time.pass(passed);
        watch.check();
        return alarms.get();
    }

    @Test
    void when_no_host_gets_further_it_is_told_once() {
        assertEquals(0, alarmsAfter(DEADLINE));
        assertEquals(1, alarmsAfter(Duration.ofSeconds(1)));
        assertEquals(1, alarmsAfter(DEADLINE.multipliedBy(3)));
    }

    @Test
    void whoever_gets_further_gives_all_of_it_anew() {
        for (int hosts = 1; hosts < 9; hosts++) {
            progress.set(hosts);
            assertEquals(0, alarmsAfter(DEADLINE));
        }
        assertEquals(0, alarmsAfter(DEADLINE));
        assertEquals(1, alarmsAfter(Duration.ofSeconds(1)));
    }

    @Test
    void a_soak_does_not_count_however_long_it_is() {
        watch.rest();
        assertEquals(0, alarmsAfter(DEADLINE.multipliedBy(9)));
        time.pass(DEADLINE.multipliedBy(9));
        watch.restart();
        assertEquals(0, alarmsAfter(DEADLINE));
        assertEquals(1, alarmsAfter(Duration.ofSeconds(1)));
    }
}
