package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogsCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"--follow", "--lines 5", "--limit web01", "--exclude web01", "-o json"})
    void what_is_for_the_site_s_own_logs_is_refused_without_site(String option) throws IOException {
        try (var project = DemoProject.start()) {
            var ended = project.ends(2, "logs r-00000000 " + option);
            assertTrue(ended.err().contains("add --site, or leave them out"), ended::toString);
        }
    }
}
