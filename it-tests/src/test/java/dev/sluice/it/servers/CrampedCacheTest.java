package dev.sluice.it.servers;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Release after release into a cache that has room for a few: it is restarted when that was planned and told, and never by itself. */
@Tag("everything")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class CrampedCacheTest {
    private static final int RELEASES = 30;
    private static final int SCRIPTS = 1500;

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void thirty_releases_never_fill_it_and_every_restart_is_one_that_was_told(@TempDir Path directory)
            throws IOException {
        try (var fleet = RealFleet.of(1)
                .php("opcache.memory_consumption = 64", "opcache.max_accelerated_files = 20000")
                .start()) {
            var host = fleet.host(1);
            fleet.makeSiteByHand(SampleSite.of("v0").withFiller(SCRIPTS, SCRIPTS));
            var operator = Operator.of(fleet, PlaybookText.simple(), directory);
            ends(0, operator.run("adopt", "--yes"));
            long restarts = 0;
            long told = 0;
            for (int number = 1; number <= RELEASES; number++) {
                var site = SampleSite.of("v" + number).withFiller(SCRIPTS, SCRIPTS);
                var status = operator.build(site).resolve("public/opcache.php");
                Files.writeString(status, "<?php echo json_encode(opcache_get_status(false));");

                var released = operator.release(site);

                ends(0, released).shows("proved 4/4 workers");
                told += released.said().contains("a planned restart: OPcache has no room") ? 1 : 0;
                visit(host, site.label());
                var cache = JSON.readTree(host.site().get("/opcache.php").body());
                assertFalse(cache.path("cache_full").asBoolean(true), cache::toString);
                var numbers = cache.path("opcache_statistics");
                assertEquals(0, numbers.path("oom_restarts").asLong(-1), numbers::toString);
                assertEquals(0, numbers.path("hash_restarts").asLong(-1), numbers::toString);
                restarts = numbers.path("manual_restarts").asLong(-1);
                assertEquals(told, restarts, () -> "restarts that nobody told: " + released);
            }
            assertTrue(restarts > 0, "there was room for all of them");
            System.out.printf(
                    "%d releases of %d scripts: %d restarts, each told; %s%n",
                    RELEASES, SCRIPTS, restarts, memory(host));
        }
    }

    private static void visit(RealHost host, String label) {
        IntStream.range(0, 12).forEach(number -> {
            var page = host.site().get("/").body();
            assertTrue(page.contains("entry=" + label + " include=" + label + " current=" + label), page);
        });
    }

    private static JsonNode memory(RealHost host) {
        return JSON.readTree(host.site().get("/opcache.php").body()).path("memory_usage");
    }
}
