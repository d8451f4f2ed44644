package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.opcache.EndpointException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PollingTest {
    private final FakeTime time = new FakeTime();
    private final List<Long> asked = new ArrayList<>();

    private EndpointException failure(Kind kind) {
        asked.add(time.elapsed().toMillis());
        return new EndpointException(kind, "no", "nothing");
    }

    @Test
    void pauses_grow_to_a_quarter_of_a_second() throws Exception {
        new Polling(time, Remaining.UNBOUNDED).until(Duration.ofMinutes(1), () -> {
            asked.add(time.elapsed().toMillis());
            return asked.size() < 8 ? Optional.empty() : Optional.of("it");
        });
        assertEquals(List.of(0L, 10L, 30L, 70L, 150L, 310L, 560L, 810L), asked);
    }

    @Test
    void what_passes_is_waited_out_for_half_a_minute_and_then_reported() {
        var failure = assertThrows(EndpointException.class, () -> new Polling(time, Remaining.UNBOUNDED).answer(() -> {
            throw failure(Kind.MISSING);
        }));
        assertEquals(Kind.MISSING, failure.kind());
        assertEquals(30, time.elapsed().toSeconds());
    }

    @Test
    void what_does_not_pass_is_reported_at_once() {
        assertThrows(EndpointException.class, () -> new Polling(time, Remaining.UNBOUNDED).answer(() -> {
            throw failure(Kind.REFUSED);
        }));
        assertEquals(List.of(0L), asked);
    }

    @Test
    void only_the_kinds_that_are_named_pass() {
        var polling = new Polling(time, Remaining.UNBOUNDED).passing(Kind.TOO_SOON);
        assertThrows(
                EndpointException.class,
                () -> polling.until(Duration.ofSeconds(1), () -> {
                    throw failure(Kind.MISSING);
                }));
        assertEquals(1, asked.size());
        assertThrows(
                EndpointException.class,
                () -> polling.until(Duration.ofMillis(10), () -> {
                    throw failure(Kind.TOO_SOON);
                }));
        assertEquals(List.of(0L, 0L, 10L), asked, "the deadline is the last moment");
    }
}
