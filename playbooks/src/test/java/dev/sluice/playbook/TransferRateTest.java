package dev.sluice.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferRateTest {
    @ParameterizedTest
    @ValueSource(strings = {"17B/s", "9007199254740993B/s", "100kB/s", "1500kB/s", "1MB/s", "2500MB/s", "10GB/s"})
    void a_rate_is_written_as_it_was_read(String text) {
        assertEquals(text, TransferRate.parse(text).toString());
    }

    @Test
    void units_are_of_1000_as_networks_have_them() {
        assertEquals(10_000_000, TransferRate.parse("10MB/s").bytesPerSecond());
        assertEquals("1GB/s", TransferRate.parse("1000MB/s").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10", "10MB", "0MB/s", "-1MB/s", "1.5MB/s", "10mb/s", "10MiB/s", "10 MB/s", "9999999999GB/s"
            })
    void another_text_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> TransferRate.parse(text));
    }
}
