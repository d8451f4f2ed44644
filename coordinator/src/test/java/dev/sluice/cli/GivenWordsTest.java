package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The words of a command are written so that each value is what it was. */
class GivenWordsTest {
    private static List<String> words(String... line) throws Exception {
        var given = SluiceCommand.commandLine().parseArgs(line);
        return GivenWords.of(GivenWords.command(given), (option, value) -> Optional.of(value));
    }

    @Test
    void a_value_stays_the_value_of_its_option() throws Exception {
        assertEquals(
                List.of("freeze", "--message=-5 of x"), words("freeze", "--message=-5 of x"));
        assertEquals(List.of("freeze", "--message="), words("freeze", "--message="));
    }

    @Test
    void flags_and_repeated_options_are_kept() throws Exception {
        assertEquals(
                Set.of("resume", "--yes", "--task-done=a", "--task-done=b", "--", "r-1"),
                Set.copyOf(words("resume", "--yes", "--task-done", "a", "--task-done=b", "r-1")));
        assertEquals(List.of("status", "--live=false"), words("status", "--live=false"));
    }

    @Test
    void operands_that_look_like_options_stay_operands() throws Exception {
        assertEquals(List.of("status", "--", "--live"), words("status", "--", "--live"));
    }

    @Test
    void a_command_of_a_command_has_its_own_options_only() throws Exception {
        assertEquals(
                List.of("hosts", "disable", "--reason=disk", "--", "web01"),
                words("hosts", "--live", "disable", "web01", "--reason", "disk"));
    }
}
