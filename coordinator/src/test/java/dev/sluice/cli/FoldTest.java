package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldTest {
    @Test
    void the_width_is_that_of_the_environment() {
        assertEquals(72, Fold.columns(Map.of("COLUMNS", "72")));
        assertEquals(0, Fold.columns(Map.of()));
        assertEquals(0, Fold.columns(Map.of("COLUMNS", "wide")));
        assertEquals(0, Fold.columns(Map.of("COLUMNS", "99999")));
    }
}
