package dev.sluice.it.rollout;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.demo.Fault;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PaperSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that a rollout left out is brought to the release of the others. */
class ConvergedHostTest {
    @Test
    void a_host_that_was_left_out_is_brought_to_the_release_of_the_others(@TempDir Path directory) throws IOException {
        try (var site = PaperSite.start(
                3, directory, playbook -> playbook.replace("strategy:\n", "strategy:\n  max_unreachable: 1\n"))) {
            var operator = site.operator();
            site.fleet().host("web02").inject(Fault.UNREACHABLE);

            ends(0, operator.run(site.release("2")))
                    .shows("left  web02: could not be reached")
                    .shows("next  run sluice converge");
            ends(4, operator.run("converge", "--yes")).shows("web02: ");
            site.fleet().host("web02").heal(Fault.UNREACHABLE);
            assertEquals(List.of("2", "1", "2"), site.live());
            closedWindow(directory, operator);
            ends(4, operator.run("converge", "--yes")).shows("sluice converge --artifact");
            ends(0, operator.run("converge", "--artifact", site.build(), "--yes"));

            assertEquals(List.of("2", "2", "2"), site.live());
            ends(0, operator.run("converge", "--yes")).shows("nothing to do, every host is on 2");
        }
    }

    private static void closedWindow(Path directory, Operator operator) throws IOException {
        var playbook = directory.resolve("playbook.yml");
        var open = Files.readString(playbook);
        var today = LocalDate.now(ZoneOffset.UTC);
        Files.writeString(playbook, open + """
                window:
                  zone: UTC
                  blackout: [{ from: %s, to: %s, reason: the sale }]
                """.formatted(today.minusDays(1), today.plusDays(1)));
        ends(9, operator.run("converge", "--yes")).shows("the sale");
        Files.writeString(playbook, open);
    }
}
