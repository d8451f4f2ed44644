package dev.sluice.it.php;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.FleetOptions.WebServer;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PHP files that are not part of a release, or were edited in it, as visitors see them. */
@SuppressWarnings("NullAway.Init")
class RefreshTest {
    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    private Operator operator;
    private ConfiguredSite site;

    private void release(RealFleet fleet, PlaybookText playbook) throws IOException {
        for (int number = 2; number <= fleet.hosts().size(); number++) {
            new ConfiguredSite(fleet.host(number), elsewhere).makeAround("1");
        }
        site = new ConfiguredSite(fleet.host(1), Files.createDirectories(elsewhere.resolve("etc")));
        Files.setPosixFilePermissions(elsewhere, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        site.makeAround("1");
        operator = Operator.of(fleet, playbook.release(ConfiguredSite.RELEASE), directory);
        releaseAgain("v1");
        assertEquals(all("v1", "1"), site.seen());
    }

    private void releaseAgain(String label) {
        ends(
                0,
                operator.run(
                        "release", "--artifact", site.build(operator, label).toString(), "--release", label, "--yes"));
    }

    private static Set<String> all(String label, String around) {
        return Set.of("own-" + label, "local-" + around, "db-" + around, "beside-" + around, "etc-" + around);
    }

    @Test
    void what_changed_around_a_release_is_new_after_the_next_one_and_after_a_rollback() throws IOException {
        try (var fleet = RealFleet.start(1)) {
            release(fleet, PlaybookText.simple());
            site.makeAround("2");
            assertEquals(all("v1", "1"), site.seen(), "PHP compares nothing by itself");

            releaseAgain("v2");
            assertEquals(all("v2", "2"), site.seen());

            site.makeAround("3");
            ends(0, operator.run("rollback", "--yes"));
            assertEquals(all("v1", "3"), site.seen());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NGINX_TWO_MASTERS"})
    void a_refresh_takes_up_what_changed_and_names_it(WebServer server) throws IOException {
        try (var fleet = RealFleet.of(1).server(server).start()) {
            release(fleet, PlaybookText.simple());
            // Only now everything is compiled, so that the next refresh records it.
            ends(0, operator.run("refresh", "--yes")).showsNot("dropped as they were");
            assertEquals(all("v1", "1"), site.seen());
            ends(0, operator.run("hosts", "--live")).showsNot("changed since");

            site.makeAround("2");
            ends(0, operator.run("hosts", "--live"))
                    .shows("shared/LocalSettings.php")
                    .shows(": changed since the last refresh");
            ends(0, operator.run("explain", "web01"))
                    .shows("shared/conf/db.php")
                    .shows("sluice refresh");

            ends(0, operator.run("refresh", "--yes"))
                    .shows("dropped as they were before: ")
                    .shows("shared/LocalSettings.php")
                    .shows("done: 1 host serves v1");
            assertEquals(all("v1", "2"), site.seen());
            ends(0, operator.run("hosts", "--live")).showsNot("changed since");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NGINX", "APACHE_MODULE"})
    @Tag("everything")
    void a_refresh_takes_up_what_changed_whatever_is_in_front_of_php(WebServer server) throws IOException {
        a_refresh_takes_up_what_changed_and_names_it(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "invalidate", "none"})
    @Tag("everything")
    void a_refresh_takes_up_what_changed_by_every_method(String method) throws IOException {
        try (var fleet = RealFleet.start(1)) {
            // A release that does nothing leaves nothing to refresh but what was compiled before.
            release(fleet, PlaybookText.simple().method(method));
            site.makeAround("2");
            ends(0, operator.run("refresh", "--yes"));
            assertEquals(all("v1", "2"), site.seen());
        }
    }

    @Test
    @Tag("everything")
    void however_a_file_was_changed_a_refresh_takes_it_up() throws IOException {
        try (var fleet = RealFleet.start(1)) {
            release(fleet, PlaybookText.simple());

            // In place in the release, with the same size and time.
            ConfiguredSite.write(site.live("lib/own.php"), ConfiguredSite.returning("own-vX"));
            // By a rename of a file, and of a directory, that were made long before.
            ConfiguredSite.write(site.shared("prepared.php"), ConfiguredSite.returning("local-X"));
            ConfiguredSite.write(site.shared("prepared/db.php"), ConfiguredSite.returning("db-X"));
            ends(0, operator.run("refresh", "--yes"));
            assertEquals(Set.of("own-vX", "local-1", "db-1", "beside-1", "etc-1"), site.seen());
            Files.move(
                    site.shared("prepared.php"),
                    site.shared("LocalSettings.php"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.move(site.shared("conf"), site.shared("old"));
            Files.move(site.shared("prepared"), site.shared("conf"));
            // By removing it.
            Files.delete(site.beside());

            ends(0, operator.run("hosts", "--live"))
                    .shows("beside.php, shared/LocalSettings.php, shared/conf/db.php: changed");
            ends(0, operator.run("refresh", "--yes"));
            assertEquals(Set.of("own-vX", "local-X", "db-X", "missing", "etc-1"), site.seen());
        }
    }

    @Test
    @Tag("everything")
    void a_link_among_shared_files_that_leads_elsewhere_is_followed_anew() throws IOException {
        try (var fleet = RealFleet.start(1)) {
            release(fleet, PlaybookText.simple());
            ConfiguredSite.write(site.shared("a.php"), ConfiguredSite.returning("local-a"));
            ConfiguredSite.write(site.shared("b.php"), ConfiguredSite.returning("local-b"));
            var link = site.shared("LocalSettings.php");
            Files.delete(link);
            Files.createSymbolicLink(link, Path.of("a.php"));
            ends(0, operator.run("refresh", "--yes"));
            assertTrue(site.seen().contains("local-a"), () -> site.seen().toString());
            Files.delete(link);
            Files.createSymbolicLink(link, Path.of("b.php"));
            ends(0, operator.run("refresh", "--yes"));
            assertTrue(site.seen().contains("local-b"), () -> site.seen().toString());
        }
    }

    @Test
    @Tag("everything")
    void the_code_of_another_site_in_the_same_cache_is_left_to_whoever_releases_it() throws IOException {
        try (var fleet = RealFleet.start(1)) {
            var other = elsewhere.resolve("etc/blog");
            var script = other.resolve("releases/7/config.php");
            ConfiguredSite.write(script, ConfiguredSite.returning("blog-1"));
            Files.createSymbolicLink(other.resolve("current"), Path.of("releases/7"));
            release(fleet, PlaybookText.simple());
            ConfiguredSite.write(site.live("public/blog.php"), "<?php echo include '" + script + "';\n");
            assertEquals("blog-1", fleet.host(1).site().get("/blog.php").body());

            ConfiguredSite.write(script, ConfiguredSite.returning("blog-2"));
            ends(0, operator.run("refresh", "--yes"));
            assertEquals("blog-1", fleet.host(1).site().get("/blog.php").body());
        }
    }

    @Test
    @Tag("everything")
    void a_refresh_that_breaks_the_site_stops_at_the_canary() throws IOException {
        try (var fleet = RealFleet.start(2)) {
            release(fleet, PlaybookText.simple());
            ConfiguredSite.write(site.live("lib/answer.php"), "<?php syntax error\n");
            var ended = operator.run("refresh", "--yes");
            ends(6, ended).shows("is not healthy").shows("web02: as before, on v1");
        }
    }
}
