package dev.sluice.it.rollout;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.bench.SetBack;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.FreshSite;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import dev.sluice.it.traffic.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases that are made of earlier ones, on servers that visitors ask meanwhile. */
class ReusedReleasesTest {
    private static final RealFleet FLEET = RealFleet.start(2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @AfterAll
    static void close() {
        FLEET.close();
    }

    @Test
    void a_release_costs_what_changed_and_no_visitor_notices_of_what_it_is_made() throws IOException {
        FreshSite.make(FLEET, SampleSite.of("v1"));
        var operator = Operator.of(FLEET, PlaybookText.simple().release("docroot: public, keep: 1"), directory);
        try (var traffic = Traffic.to(FLEET.web()).connections(2).perSecond(20).start()) {
            traffic.awaitMore(3);
            ends(0, operator.release(SampleSite.of("v2")));
            ends(0, operator.release(SampleSite.of("v3")));
            ends(0, operator.release(SampleSite.of("v4"))).showsNot("no longer needed");
            FLEET.hosts().forEach(host -> SetBack.apply(host.sitePath()));
            edit(FLEET.host(1).sitePath().resolve("releases/v2/public/index.php"));

            ends(0, operator.release(SampleSite.of("v5"))).shows("are those of release v2, which was no longer needed");
            traffic.awaitMore(3);
            traffic.stop();
            assertTrue(
                    traffic.answers().failed().isEmpty(),
                    () -> traffic.answers().failed().toString());
            for (var host : FLEET.hosts()) {
                assertFalse(Files.exists(host.sitePath().resolve("releases/v2")), "it is v5 now");
                assertEquals(
                        Path.of("releases/v5"),
                        Files.readSymbolicLink(host.sitePath().resolve("current")));
            }
            assertEquals(indexes(1), indexes(2), "what was edited was sent again");
            ends(0, operator.run("rollback", "--yes"));
        }
    }

    private static List<String> indexes(int host) throws IOException {
        return Files.readAllLines(FLEET.host(host).sitePath().resolve("releases/v5/public/index.php"));
    }

    /** In place, with the size and the time that it had. */
    private static void edit(Path file) throws IOException {
        var time = Files.getLastModifiedTime(file);
        var text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("<\\?php", "<?PHP"));
        Files.setLastModifiedTime(file, time);
    }
}
