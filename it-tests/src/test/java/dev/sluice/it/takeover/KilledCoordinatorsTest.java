package dev.sluice.it.takeover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.release.EmbeddedFleetProcess;
import dev.sluice.it.release.EmbeddedSite;
import dev.sluice.it.release.KillSeries;
import dev.sluice.it.release.Operator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Coordinators that SIGKILL ends before a record, after it, or after an effect whose outcome is in no record. Whoever resumes comes to the
 * end that was meant; whoever rolls back finds every host as before.
 */
@Tag("everything")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KilledCoordinatorsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void coordinators_are_killed_at_every_kind_of_record_and_nothing_is_lost() {
        try (var fleet = EmbeddedFleetProcess.start(3, directory.resolve("fleet"))) {
            var operator = Operator.of(read(fleet.path("inventory")), quick(read(fleet.path("playbook"))), directory);
            var series = new KillSeries(operator, new EmbeddedSite(fleet)::live);
            Function<String, Path> healthy = id -> fleet.path("good");
            series.kill(healthy, 30);
            series.kill(id -> fleet.path("bad"), 24);
            System.out.println(series.summary());
            assertEquals(List.of(), series.wrong());
            assertTrue(series.kills() >= 30 + 24, series::summary);
        }
    }

    /** Two hosts side by side behind the canary, and no longer waits than there have to be. */
    private static String quick(String playbook) {
        return playbook.replace("[1, 34%, 50%]", "[1, 2]")
                .replace("min_available: 50%", "min_available: 0%")
                .replace("every: 1s", "every: 200ms");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
