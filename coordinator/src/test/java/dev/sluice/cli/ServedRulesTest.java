package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.access.Scope;
import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.web.Commands.Lasting;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** Every command is served with a scope of its own, or has a reason why it is not. */
class ServedRulesTest {
    private static Map<String, CommandLine> commands() {
        var found = new TreeMap<String, CommandLine>();
        SluiceCommand.commandLine().getSubcommands().forEach((name, line) -> {
            found.put(name, line);
            line.getSubcommands().forEach((sub, below) -> found.put(name + " " + sub, below));
        });
        return found;
    }

    @Test
    void every_command_is_served_or_has_a_reason_why_it_is_not() {
        var known = new TreeSet<>(ServedRules.scopes().keySet());
        ServedRules.local().forEach((command, refused) -> {
            assertTrue(known.add(command), command + " is in both tables");
            assertTrue(refused.why().length() > 10, command);
        });
        assertEquals(commands().keySet(), known);
    }

    @Test
    void a_command_needs_the_scope_of_what_it_does() {
        var expected = new TreeMap<String, Scope>();
        scope(expected, Scope.READ, "status", "history", "hosts", "logs", "audit verify", "validate");
        scope(expected, Scope.READ, "schedule list", "schedule next");
        scope(expected, Scope.PLAN, "plan", "doctor", "explain");
        scope(expected, Scope.RUN, "release", "stage", "converge", "refresh", "resume", "schedule trigger", "prune");
        scope(expected, Scope.RUN, "hosts enable");
        scope(expected, Scope.APPROVE, "promote", "unfreeze", "schedule resume");
        scope(expected, Scope.STOP, "pause", "abort", "rollback", "freeze", "schedule pause", "hosts disable");
        assertEquals(expected, new TreeMap<>(ServedRules.scopes()));
    }

    private static void scope(Map<String, Scope> scopes, Scope scope, String... commands) {
        Arrays.stream(commands).forEach(command -> scopes.put(command, scope));
    }

    @ParameterizedTest
    @CsvSource({
        "status, READ, TO_ITS_END",
        "status --live, PLAN, TO_ITS_END",
        "status --watch, READ, WHILE_READ",
        "hosts --live, PLAN, TO_ITS_END",
        "hosts --live=false, READ, TO_ITS_END",
        "logs r-1, READ, TO_ITS_END",
        "logs --site, PLAN, TO_ITS_END",
        "logs --site --follow, PLAN, WHILE_READ",
    })
    void what_asks_the_hosts_needs_more_than_reading(String line, Scope scope, Lasting lasting) {
        var given = SluiceCommand.commandLine().parseArgs(line.split(" "));
        var admission =
                ServedRules.of(GivenWords.command(given)).orElseThrow().admission();
        assertEquals(scope, admission.scope());
        assertEquals(lasting, admission.lasting());
    }

    /** An option that could read or write a file of the daemon has to be known as one. */
    @Test
    void every_option_that_names_a_file_is_known_as_one() {
        var unknown = ServedRules.scopes().keySet().stream()
                .flatMap(name -> arguments(name)
                        .filter(ServedRulesTest::namesFile)
                        .filter(argument -> ServedOptions.kind(argument).isEmpty())
                        .map(argument -> name + " " + argument))
                .toList();
        assertEquals(List.of(), unknown);
        assertTrue(arguments("release").filter(ServedRulesTest::namesFile).count() >= 5);
    }

    private static Stream<ArgSpec> arguments(String name) {
        var command = commands().get(name);
        return command == null ? Stream.of() : command.getCommandSpec().args().stream();
    }

    private static boolean namesFile(ArgSpec argument) {
        var types = Stream.concat(
                Stream.of(argument.type()),
                argument.typeInfo().getActualGenericTypeArguments().stream().map(ServedRulesTest::type));
        return types.anyMatch(type -> List.<Class<?>>of(Path.class, File.class, ArtifactLocation.class).contains(type))
                || argument.paramLabel().matches("FILE|DIR|PATH|SELECTOR");
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            return Object.class;
        }
    }
}
