package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.step.StepFailure;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Advice is of use only when what it names can be run. */
class AdviceTest {
    private static final Pattern COMMAND = Pattern.compile("(?<![.\\w])sluice ([a-z]+)");

    @Test
    void every_command_that_a_host_script_s_failure_advises_is_there() {
        var commands = SluiceCommand.commandLine().getSubcommands().keySet();
        var advised = Stream.of(StepFailure.values())
                .flatMap(failure -> COMMAND.matcher(failure.next()).results())
                .map(match -> match.group(1))
                .toList();
        assertTrue(advised.size() > 2);
        assertEquals(
                List.of(),
                advised.stream().filter(name -> !commands.contains(name)).toList());
    }
}
