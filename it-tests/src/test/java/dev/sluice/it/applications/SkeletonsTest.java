package dev.sluice.it.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.FleetOptions.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Builds of frameworks, served by the lines in the playbook that {@code init --from} writes, and by no others. */
@Execution(ExecutionMode.CONCURRENT)
class SkeletonsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private NewcomerSite site(Skeleton skeleton, WebServer server) throws IOException {
        var site = NewcomerSite.of(skeleton.application(), server, Files.createDirectories(directory.resolve("shop")));
        skeleton.prepare(site.shared(), "One");
        return site;
    }

    @ParameterizedTest
    @EnumSource(names = {"LARAVEL", "WORDPRESS"})
    void what_init_writes_is_enough_for_a_first_release(Skeleton skeleton) throws IOException {
        releaseFirst(skeleton);
    }

    @ParameterizedTest
    @Tag("everything")
    @EnumSource(names = {"PLAIN", "SYMFONY"})
    void what_init_writes_is_enough_for_a_first_release_of_others(Skeleton skeleton) throws IOException {
        releaseFirst(skeleton);
    }

    private void releaseFirst(Skeleton skeleton) throws IOException {
        try (var site = site(skeleton, WebServer.NGINX)) {
            site.release(0, skeleton.build(directory.resolve("builds"), "first"), "first")
                    .shows("proved 4/4 workers");
            assertTrue(site.get("/").contains("first"), () -> "the front page");
            site.printTime("live");
        }
    }

    @ParameterizedTest
    @Tag("everything")
    @Timeout(600)
    @CsvSource({
        "PLAIN, APACHE_FPM",
        "SYMFONY, NGINX",
        "SYMFONY, APACHE_FPM",
        "LARAVEL, NGINX",
        "LARAVEL, APACHE_MODULE",
        "WORDPRESS, NGINX",
        "WORDPRESS, APACHE_FPM"
    })
    void a_site_is_released_twice_broken_and_rolled_back(Skeleton skeleton, WebServer server) throws IOException {
        var builds = directory.resolve("builds");
        try (var site = site(skeleton, server)) {
            site.release(0, skeleton.build(builds, "first"), "first");
            site.release(0, skeleton.build(builds, "second"), "second");
            assertTrue(site.get("/").contains("second"), () -> "the front page");
            site.release(5, skeleton.broken(builds), "broken").shows("every host is back on second");
            assertTrue(site.get("/").contains("second"), () -> "the front page after the revert");
            site.run(0, "rollback", "--yes");
            assertTrue(site.get("/").contains("first"), () -> "the front page after the rollback");
            assertEquals("releases/first", site.host().site().current());
            edit(skeleton, site);
            site.printTime("released twice, broken, rolled back and edited");
        }
    }

    /** PHP reads a text file at each request. Laravel's cached configuration has the values of the release's own time. */
    private static void edit(Skeleton skeleton, NewcomerSite site) throws IOException {
        if (!skeleton.hasConfiguration()) {
            return;
        }
        skeleton.prepare(site.shared(), "Two");
        var refreshed = site.run(0, "refresh", "--yes");
        if (skeleton.isConfiguredByPhp()) {
            refreshed.shows("dropped as they were before: shared/wp-config.php");
        }
        var expected = skeleton == Skeleton.LARAVEL ? "One" : "Two";
        assertTrue(site.get("/").contains(expected), () -> "the front page after the edit");
    }
}
