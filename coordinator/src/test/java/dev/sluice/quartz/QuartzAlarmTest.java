package dev.sluice.quartz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QuartzAlarmTest {
    @Test
    void an_alarm_rings_at_its_moment_and_one_that_passed_at_once() throws InterruptedException {
        var rung = new CountDownLatch(2);
        try (var alarm = new QuartzAlarm()) {
            alarm.set("past", Instant.now().minusSeconds(7_200), rung::countDown);
            alarm.set("soon", Instant.now().plusMillis(200), rung::countDown);
            assertTrue(rung.await(1, TimeUnit.MINUTES));
        }
    }

    @Test
    void an_alarm_replaces_the_one_before_it_of_the_same_name() throws InterruptedException {
        var first = new AtomicInteger();
        var rung = new CountDownLatch(1);
        try (var alarm = new QuartzAlarm()) {
            alarm.set("site", Instant.now().plusSeconds(3_600), first::incrementAndGet);
            alarm.set("site", Instant.now(), rung::countDown);
            assertTrue(rung.await(1, TimeUnit.MINUTES));
        }
        assertEquals(0, first.get());
    }
}
