package dev.sluice.it.rollout;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.live;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.demo.Fault;
import dev.sluice.it.release.Operator;
import dev.sluice.paper.PaperHosts;
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
        try (var fleet = EmbeddedFleet.builder()
                .hosts(3)
                .commands(new PaperHosts())
                .directory(directory.resolve("fleet"))
                .start()) {
            var site = DemoSite.on(fleet);
            var playbook =
                    Files.readString(site.playbookFile()).replace("strategy:\n", "strategy:\n  max_unreachable: 1\n");
            var operator = Operator.of(Files.readString(site.inventoryFile()), playbook, directory);
            var artifact = site.goodArtifact().toString();
            fleet.host("web02").inject(Fault.UNREACHABLE);

            ends(0, operator.run("release", "--artifact", artifact, "--release", "2", "--yes"))
                    .shows("left  web02: could not be reached")
                    .shows("next  run sluice converge");
            ends(4, operator.run("converge", "--yes")).shows("web02: ");
            fleet.host("web02").heal(Fault.UNREACHABLE);
            assertEquals(List.of("2", "1", "2"), live(fleet));
            closedWindow(directory, operator);
            ends(4, operator.run("converge", "--yes")).shows("sluice converge --artifact");
            ends(0, operator.run("converge", "--artifact", artifact, "--yes"));

            assertEquals(List.of("2", "2", "2"), live(fleet));
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
