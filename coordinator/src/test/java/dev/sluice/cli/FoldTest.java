package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldTest {
    @Test
    void the_width_is_that_of_the_environment() {
        assertEquals(72, Fold.columns(Map.of("COLUMNS", "72")));
        assertEquals(0, Fold.columns(Map.of()));
        assertEquals(0, Fold.columns(Map.of("COLUMNS", "wide")));
        assertEquals(0, Fold.columns(Map.of("COLUMNS", "99999")));
    }

    @ParameterizedTest
    @CsvSource({
        "doctor, true",
        "doctor -o json, false",
        "plan --artifact x -o yaml, false",
        "lock -o text, true",
        "adopt, true"
    })
    void only_what_people_read_is_folded(String line, boolean folded) {
        var parsed = SluiceCommand.commandLine().parseArgs(line.split(" ")).subcommand();
        assertEquals(folded, OutputOptions.forPeople(parsed.commandSpec()));
    }
}
