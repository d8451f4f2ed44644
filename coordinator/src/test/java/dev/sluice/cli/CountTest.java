package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTest {
    @ParameterizedTest
    @CsvSource({"0, host, 0 hosts", "1, host, 1 host", "2, host, 2 hosts", "1, batch, 1 batch", "3, batch, 3 batches"})
    void one_is_not_many(long number, String noun, String said) {
        assertEquals(said, new Count(number, noun).toString());
    }
}
