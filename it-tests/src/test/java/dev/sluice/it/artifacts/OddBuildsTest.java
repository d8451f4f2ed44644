package dev.sluice.it.artifacts;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.demo.EmbeddedHost;
import dev.sluice.demo.Fault;
import dev.sluice.demo.FaultSchedule;
import dev.sluice.it.fleet.Command;
import dev.sluice.it.release.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds that are released although something about them is odd, and one that changes under the coordinator's hands. */
class OddBuildsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedFleet fleet;

    @SuppressWarnings("NullAway.Init")
    private Path build;

    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @BeforeEach
    void start() throws IOException {
        fleet = EmbeddedFleet.builder()
                .hosts(1)
                .directory(directory.resolve("fleet"))
                .start();
        var site = DemoSite.on(fleet);
        build = site.goodArtifact();
        operator =
                Operator.of(Files.readString(site.inventoryFile()), Files.readString(site.playbookFile()), directory);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private EmbeddedHost host() {
        return fleet.hosts().get(0);
    }

    private String[] release() {
        return new String[] {"release", "--artifact", build.toString(), "--release", "2", "--yes"};
    }

    private Path page(String name) throws IOException {
        return Files.writeString(build.resolve("public").resolve(name), "<?php // " + name + "\n");
    }

    @Test
    void modes_and_times_that_would_harm_are_mended_and_shown_and_twins_are_shown() throws IOException {
        Command.run(List.of("chmod", "6777", page("powerful.php").toString()));
        page("Twin.php");
        page("twin.php");
        Files.setLastModifiedTime(page("ancient.php"), FileTime.fromMillis(0));
        Files.setLastModifiedTime(
                page("future.php"), FileTime.from(Instant.now().plus(Duration.ofDays(900))));

        ends(0, operator.run(release()))
                .shows("public/powerful.php")
                .shows("\"public/Twin.php\" and \"public/twin.php\"");

        var pages = host().sitePath().resolve("releases/2/public");
        assertEquals(0755, (int) Files.getAttribute(pages.resolve("powerful.php"), "unix:mode") & 07777);
        assertTrue(Files.exists(pages.resolve("Twin.php")) && Files.exists(pages.resolve("twin.php")));
        assertTrue(Files.getLastModifiedTime(pages.resolve("ancient.php")).toMillis() > 0);
        assertTrue(Files.getLastModifiedTime(pages.resolve("future.php"))
                .toInstant()
                .isBefore(Instant.now().plus(Duration.ofHours(1))));
    }

    @Test
    void a_build_that_changes_while_it_is_uploaded_is_not_released() throws IOException {
        var content = new byte[8 << 20];
        new Random(1).nextBytes(content);
        var photo = Files.write(build.resolve("public/photo.bin"), content);
        host().inject(Fault.SLOW_UPLOAD, FaultSchedule.always().within("# stage-files:"));
        try (var release = operator.start(release())) {
            Awaitility.await("an upload")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> host().happened(Fault.SLOW_UPLOAD) > 0 || !release.isRunning());
            content[content.length - 1]++;
            Files.write(photo, content);
            host().heal(Fault.SLOW_UPLOAD);
            ends(4, release.await()).shows("changed");
        }
        assertEquals("1", host().live());
    }
}
