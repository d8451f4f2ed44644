package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class UntilOptionsTest {
    @Test
    void each_command_with_an_end_reads_it_in_each_way() throws IOException {
        try (var project = DemoProject.of(1)) {
            Files.writeString(project.playbook(), Files.readString(project.playbook()) + """
                    window: { zone: Asia/Tokyo, open: [{ days: mon-sun, from: "00:00", to: "24:00" }] }
                    schedule: [{ name: nightly, cron: '0 3 1 1 *', artifact: { newest: a, digest: optional } }]
                    """);
            for (var line : new String[] {
                "freeze --message audit --until %s",
                "hosts disable --reason audit --until %s web01",
                "schedule pause --reason audit --until %s nightly"
            }) {
                project.ends(0, line.formatted("4h"));
                var local = project.ends(0, line.formatted("2096-01-01T09:00")).out();
                assertTrue(local.contains("until 2096-01-01T00:00:00Z"), local);
                var offset = project.ends(0, line.formatted("2096-01-01T09:00+01:00"))
                        .out();
                assertTrue(offset.contains("until 2096-01-01T08:00:00Z"), offset);
                project.ends(2, line.formatted("2006-01-01T09:00"));
            }
        }
    }
}
