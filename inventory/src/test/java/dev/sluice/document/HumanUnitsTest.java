package dev.sluice.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanUnitsTest {
    @ParameterizedTest
    @CsvSource({"0,0 B", "999,999 B", "412345,412 kB", "9449999,9.4 MB", "3000000000,3.0 GB"})
    void sizes_have_units_of_a_thousand(long bytes, String shown) {
        assertEquals(shown, HumanUnits.bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.038S,38 ms,0 s",
        "PT2.1S,2.1 s,2 s",
        "PT3M,3 min,3 min",
        "PT2H5M,2 h 5 min,2 h 5 min",
        "PT-5S,-5000 ms,0 s"
    })
    void durations_have_the_unit_that_is_read_best(Duration duration, String shown, String whole) {
        assertEquals(shown, HumanUnits.of(duration));
        assertEquals(whole, HumanUnits.whole(duration));
    }
}
