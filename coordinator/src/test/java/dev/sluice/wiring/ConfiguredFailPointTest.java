package dev.sluice.wiring;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.FailPoint;
import dev.sluice.engine.FailPoint.Place;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredFailPointTest {
    private static FailPoint parse(String text) throws RefusedException {
        return ConfiguredFailPoint.parse(text, line -> {});
    }

    private static void assertStops(FailPoint point, Place place, String type) {
        assertThrows(IllegalStateException.class, () -> point.reached(place, type, "web01"));
    }

    private static void assertPasses(FailPoint point, Place place, String type) {
        assertDoesNotThrow(() -> point.reached(place, type, "web01"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "after-record",
                "after-record:1",
                "after-record:0:halt",
                "after-record:-1:halt",
                "after-record:1:stop",
                "before-effect:1:halt",
                "after-record/:1:halt",
                "after-record/Host Switching:1:halt",
                "after-record:1:halt:more"
            })
    void one_that_is_malformed_is_a_usage_error_that_shows_a_right_one(String text) {
        var refused = assertThrows(RefusedException.class, () -> parse(text));
        assertEquals(Reason.USAGE, refused.reason());
        assertTrue(refused.next().contains("after-record/HostSwitching:1:hang"), refused.next());
    }

    @Test
    void without_a_type_every_one_of_its_place_counts() throws RefusedException {
        var third = parse("before-record:3:exception");
        assertPasses(third, Place.BEFORE_RECORD, "RolloutStarted");
        assertPasses(third, Place.AFTER_RECORD, "RolloutStarted");
        assertPasses(third, Place.AFTER_EFFECT, "takeLease");
        assertPasses(third, Place.BEFORE_RECORD, "HostLocked");
        assertStops(third, Place.BEFORE_RECORD, "HostStaging");
    }

    @Test
    void with_a_type_only_those_of_the_type_count() throws RefusedException {
        var second = parse("after-effect/switchLink:2:exception");
        assertPasses(second, Place.AFTER_EFFECT, "switchLink");
        assertPasses(second, Place.AFTER_EFFECT, "prove");
        assertStops(second, Place.AFTER_EFFECT, "switchLink");
    }

    @Test
    void it_stops_once() throws RefusedException {
        var first = parse("after-record:1:exception");
        assertStops(first, Place.AFTER_RECORD, "RolloutStarted");
        assertPasses(first, Place.AFTER_RECORD, "HostLocked");
    }

    @Test
    void what_hangs_says_so_first_and_an_interrupt_does_not_wake_it() throws Exception {
        var said = new LinkedBlockingQueue<String>();
        var point = ConfiguredFailPoint.parse("after-record/HostSwitching:1:hang", said::add);
        var awake = new CountDownLatch(1);
        var hanging = new Thread(() -> {
            point.reached(Place.AFTER_RECORD, "HostSwitching", "web02");
            awake.countDown();
        });
        hanging.setDaemon(true);
        hanging.start();

        var line = said.poll(30, TimeUnit.SECONDS);
        hanging.interrupt();

        assertEquals("failpoint after-record/HostSwitching reached: HostSwitching web02", line);
        assertFalse(awake.await(200, TimeUnit.MILLISECONDS));
    }
}
