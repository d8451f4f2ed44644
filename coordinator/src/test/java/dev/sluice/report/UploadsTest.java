package dev.sluice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.inventory.HostName;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UploadsTest {
    private static final HostName WEB1 = new HostName("web01");
    private static final HostName WEB2 = new HostName("web02");
    private final Uploads uploads = new Uploads();

    @Test
    void nothing_is_shown_before_the_first_byte() {
        assertEquals(Optional.empty(), uploads.shown(Duration.ZERO, 3));
        uploads.sent(WEB1, 0, 1_000);
        assertEquals(Optional.empty(), uploads.shown(Duration.ofSeconds(1), 3));
    }

    @Test
    void bytes_rate_and_time_left_are_those_of_all_hosts_together() {
        uploads.sent(WEB1, 3_000_000, 4_000_000);
        uploads.sent(WEB2, 1_000_000, 4_000_000);
        assertEquals(Optional.of("4.0 MB of 8.0 MB, 2.0 MB/s, 2 s left"), uploads.shown(Duration.ofSeconds(2), 0));
        assertEquals(Optional.of("4.0 MB of 16.0 MB, 2.0 MB/s, 6 s left"), uploads.shown(Duration.ofSeconds(2), 2));
        uploads.done(WEB1);
        uploads.done(WEB2);
        assertEquals(Optional.of("8.0 MB of 8.0 MB, 4.0 MB/s"), uploads.shown(Duration.ofSeconds(2), 0));
    }

    @Test
    void a_host_that_had_the_release_before_does_not_count() {
        uploads.done(WEB1);
        uploads.sent(WEB2, 412_000, 1_000_000);
        assertEquals(Optional.of("412 kB of 1.0 MB, 412 kB/s, 1 s left"), uploads.shown(Duration.ofSeconds(1), 0));
    }
}
