package dev.sluice.it.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.SiteByHand;
import dev.sluice.it.web.WebAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleSiteTest {
    private static final RealFleet FLEET = RealFleet.start(1);

    @BeforeAll
    static void make_a_site() {
        FLEET.makeSiteByHand(SampleSite.of("v1").withFiller(20, 15));
    }

    @AfterAll
    static void close() {
        FLEET.close();
    }

    @Test
    void every_page_says_which_release_each_way_to_a_file_led_to() {
        for (String page : List.of("/", "/index.php", "/slow.php?ms=1", "/any/route")) {
            WebAnswer answer = site().get(page);
            assertTrue(answer.body().contains("<p>entry=v1 include=v1 current=v1 worker="), answer::body);
            assertEquals("v1", answer.headers().get("x-release"));
        }
    }

    @Test
    void a_well_release_is_healthy_and_a_broken_one_answers_500() {
        WebAnswer well = site().get("/healthz");
        assertEquals(200, well.status());
        assertEquals("{\"status\":\"ok\",\"db\":true,\"release\":\"v1\"}\n", well.body());
        try (var other = RealFleet.start(1)) {
            other.makeSiteByHand(SampleSite.of("v2").broken());
            assertEquals(500, other.host(1).site().get("/healthz").status());
            assertEquals(200, other.host(1).site().get("/").status());
        }
    }

    @Test
    void assets_are_files_that_the_web_server_sends_itself() {
        assertEquals(
                "body { --release: \"v1\" }\n", site().get("/assets/app.css").body());
    }

    @Test
    void an_answer_that_mixes_releases_names_them_all_and_a_foreign_page_none() {
        assertEquals(List.of("v1", "v2"), SampleAnswer.releases("<p>entry=v1 include=v1 current=v2 worker=7</p>"));
        assertEquals(List.of(), SampleAnswer.releases("<h1>502 Bad Gateway</h1>"));
        assertEquals(OptionalLong.of(7), SampleAnswer.worker("current=v2 worker=7</p>"));
        assertEquals(OptionalLong.empty(), SampleAnswer.worker("<h1>502 Bad Gateway</h1>"));
    }

    @Test
    void equal_files_of_two_releases_have_equal_times_and_different_ones_different(@TempDir Path directory)
            throws IOException {
        Path one = SampleSite.of("v1").withFiller(3, 1).writeTo(directory.resolve("one"));
        Path two = SampleSite.of("v2").withFiller(3, 1).writeTo(directory.resolve("two"));
        assertEquals(time(one, "lib/filler/Filler00001.php"), time(two, "lib/filler/Filler00001.php"));
        assertNotEquals(time(one, "lib/release.php"), time(two, "lib/release.php"));
        assertEquals(Files.size(one.resolve("lib/release.php")), Files.size(two.resolve("lib/release.php")));
    }

    @Test
    void no_file_is_so_young_that_opcache_would_not_keep_it(@TempDir Path directory) throws IOException {
        Path release = SampleSite.of("v1").broken().withFiller(50, 50).writeTo(directory);
        try (Stream<Path> files = Files.walk(release).filter(Files::isRegularFile)) {
            assertFalse(files.anyMatch(file -> file.toFile().lastModified()
                    > Instant.parse("2026-01-01T00:00:00Z").toEpochMilli()));
        }
    }

    @Test
    void a_site_that_resolves_its_root_once_never_goes_through_current(@TempDir Path directory) throws IOException {
        Path release = SampleSite.of("v1").resolvingItsRootOnce().writeTo(directory);
        assertFalse(Files.readString(release.resolve("lib/answer.php")).contains("/current'"));
    }

    @Test
    void a_label_that_is_no_file_name_is_refused() {
        for (String label : List.of("", "../v1", "a b", "-v1", "'")) {
            assertThrows(IllegalArgumentException.class, () -> SampleSite.of(label));
        }
    }

    private static SiteByHand site() {
        return FLEET.host(1).site();
    }

    private static FileTime time(Path release, String file) throws IOException {
        return Files.getLastModifiedTime(release.resolve(file));
    }
}
