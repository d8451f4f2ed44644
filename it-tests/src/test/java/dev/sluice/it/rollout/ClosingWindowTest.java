package dev.sluice.it.rollout;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.live;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.it.release.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A window that closes in the middle of a rollout. It has no seconds, so that this takes up to two minutes. */
@Tag("everything")
class ClosingWindowTest {
    /** The first host waits in a task of its section until the window is over. */
    @Test
    void a_window_that_closes_in_the_middle_lets_the_batch_end_and_begins_no_other(@TempDir Path directory)
            throws IOException {
        try (var fleet = EmbeddedFleet.builder()
                .hosts(2)
                .directory(directory.resolve("fleet"))
                .start()) {
            var site = DemoSite.on(fleet);
            var end = LocalTime.now(ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.MINUTES)
                    .plusMinutes(2);
            var operator = Operator.of(
                    Files.readString(site.inventoryFile()),
                    Files.readString(site.playbookFile()) + closing(end, directory),
                    directory);
            try (var release = operator.start(
                    "release", "--artifact", site.goodArtifact().toString(), "--release", "2", "--yes")) {
                Awaitility.await("the end of the window")
                        .atMost(Duration.ofMinutes(3))
                        .until(() -> LocalTime.now(ZoneOffset.UTC).isAfter(end) || !release.isRunning());
                Files.createFile(directory.resolve("over"));
                ends(9, release.await()).shows("sluice resume");
            }
            assertEquals(List.of("2", "1"), live(fleet));
            ends(9, operator.run("resume", "--yes")).shows("--override-window --reason TEXT");
            assertEquals(List.of("2", "1"), live(fleet));
            ends(2, operator.run("resume", "--override-window", "--yes"));
            ends(0, operator.run("resume", "--override-window", "--reason", "a hole", "--yes"))
                    .shows("the window is overridden by");
            assertEquals(List.of("2", "2"), live(fleet));
            ends(0, operator.run("rollback", "--yes"));
            assertEquals(List.of("1", "1"), live(fleet));
        }
    }

    private static String closing(LocalTime end, Path directory) {
        return """
                window:
                  zone: UTC
                  open: [{ days: mon-sun, from: "%s", to: "%s" }]
                  fit: false
                tasks:
                  before_switch: [{ run: 'until [ -e %s/over ]; do sleep 0.1; done' }]
                """.formatted(end.minusHours(1), end, directory);
    }
}
