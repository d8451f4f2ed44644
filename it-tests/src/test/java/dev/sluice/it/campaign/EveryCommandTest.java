package dev.sluice.it.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.cli.CommandNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every command of the product is tried from end to end by a test of the ordinary build. */
class EveryCommandTest {
    /** What these print or write needs no host: the coordinator's own tests run them. */
    private static final Set<String> WITHOUT_HOSTS =
            Set.of("init", "docs", "schema", "version", "completion", "help", "demo", "self-check", "token");

    /** {@code Operator} runs them for every test. */
    private static final Set<String> BEHIND_OPERATOR = Set.of("release", "keygen");

    @Test
    void each_is_run_by_a_test_on_servers() {
        var texts = ordinaryTests();
        var missing = new TreeSet<>(CommandNames.all());
        missing.removeAll(WITHOUT_HOSTS);
        missing.removeAll(BEHIND_OPERATOR);
        missing.removeIf(
                command -> texts.contains("run(\"" + command + "\"") || texts.contains("start(\"" + command + "\""));
        assertEquals(new TreeSet<String>(), missing);
    }

    private static String ordinaryTests() {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .map(file -> TestSource.read(file).ordinary())
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
