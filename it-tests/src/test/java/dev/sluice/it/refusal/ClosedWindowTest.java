package dev.sluice.it.refusal;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.it.release.Operator;
import dev.sluice.paper.PaperHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What begins outside the window. */
class ClosedWindowTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedFleet fleet;

    @SuppressWarnings("NullAway.Init")
    private DemoSite site;

    @BeforeEach
    void start() throws IOException {
        fleet = EmbeddedFleet.builder()
                .hosts(2)
                .commands(new PaperHosts())
                .directory(directory.resolve("fleet"))
                .start();
        site = DemoSite.on(fleet);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private Operator operator(String window) throws IOException {
        return Operator.of(
                Files.readString(site.inventoryFile()), Files.readString(site.playbookFile()) + window, directory);
    }

    private static String frozen() {
        var today = LocalDate.now(ZoneOffset.UTC);
        return """
                window:
                  zone: UTC
                  open: [{ days: mon-sun, from: "00:00", to: "24:00" }]
                  blackout: [{ from: %s, to: %s, reason: the sale }]
                """.formatted(today.minusDays(1), today.plusDays(1));
    }

    @Test
    void nothing_begins_during_a_blackout_but_a_rollback_and_what_a_person_lets_in_with_a_reason() throws IOException {
        var operator = operator(frozen());
        var good = site.goodArtifact().toString();
        var plan = directory.resolve("plan.json").toString();

        ends(9, operator.run("release", "--artifact", good, "--release", "2", "--yes"))
                .shows("outside the window")
                .shows("the sale")
                .shows("--override-window --reason TEXT");
        ends(0, operator.run("plan", "--artifact", good, "--release", "2", "--out", plan));
        ends(9, operator.run("release", "--plan", plan, "--yes")).shows("the sale");
        ends(0, operator.run("stage", "--artifact", good, "--release", "2", "--yes"));
        everywhere(fleet, "1");
        ends(2, operator.run("release", "--release", "2", "--override-window", "--yes"));
        ends(0, operator.run("release", "--release", "2", "--override-window", "--reason", "a hole", "--yes"));
        everywhere(fleet, "2");
        ends(0, operator.run("rollback", "--yes"));
        everywhere(fleet, "1");
    }
}
