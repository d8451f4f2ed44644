package dev.sluice.it.servers;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.FreshSite;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a site's directory behind links: a release works there, or is refused before anything is changed, in doctor's words. */
class OddLayoutsTest {
    private static final RealFleet FLEET = RealFleet.start(1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @AfterAll
    static void close() {
        FLEET.close();
    }

    private static Path site() {
        return FLEET.host(1).sitePath();
    }

    /** Moves a part of the site away, and makes its place a link to it. */
    private static void link(String part, Path to) throws IOException {
        var place = part.isEmpty() ? site() : site().resolve(part);
        Files.createDirectories(place);
        Files.move(place, to);
        Files.createSymbolicLink(place, to);
    }

    private static void unlink(String part, Path from) throws IOException {
        var place = part.isEmpty() ? site() : site().resolve(part);
        Files.delete(place);
        Files.move(from, place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shared"})
    @Tag("everything")
    void the_site_itself_or_what_is_shared_may_be_behind_a_link(String part) throws IOException {
        FreshSite.make(FLEET, SampleSite.of("v1"));
        var playbook = PlaybookText.simple().release("docroot: public, shared: { directories: [storage] }");
        var operator = Operator.of(FLEET, playbook, directory);
        var elsewhere = FLEET.directory().resolve("elsewhere");
        link(part, elsewhere);
        try {
            ends(0, operator.release(SampleSite.of("v2"))).shows("proved 4/4 workers");
            ends(5, operator.release(SampleSite.of("v3").broken()));
            assertEquals("releases/v2", FLEET.host(1).site().current());
            ends(0, operator.run("rollback", "--yes"));
        } finally {
            unlink(part, elsewhere);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "ABSOLUTE")
    @Tag("everything")
    void current_may_be_an_absolute_link(String target) throws IOException {
        writtenAs(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"./releases/v1", "releases/../releases/v1/"})
    @Tag("everything")
    void current_may_be_written_in_any_way(String target) throws IOException {
        writtenAs(target);
    }

    private void writtenAs(String target) throws IOException {
        FreshSite.make(FLEET, SampleSite.of("v1"));
        var operator = Operator.of(FLEET, PlaybookText.simple(), directory);
        var text = target.equals("ABSOLUTE") ? site() + "/releases/v1" : target;
        pointTo(text);
        ends(5, operator.release(SampleSite.of("v2").broken()));
        assertEquals(text.replaceAll("/$", ""), FLEET.host(1).site().current().replaceAll("/$", ""));
        ends(0, operator.release(SampleSite.of("v3"))).shows("proved 4/4 workers");
        ends(0, operator.run("rollback", "--yes"));
        assertEquals("releases/v1", FLEET.host(1).site().current());
    }

    private static void pointTo(String text) throws IOException {
        Files.delete(site().resolve("current"));
        Files.createSymbolicLink(site().resolve("current"), Path.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "releases/v1/public, current leads into a release, set release.docroot to public",
        "ELSEWHERE, current leads elsewhere than to a directory in releases/, move that directory into releases/",
    })
    void a_current_that_leads_to_no_release_is_refused_in_doctors_words(String target, String what, String next)
            throws IOException {
        FreshSite.make(FLEET, SampleSite.of("v1"));
        var operator = Operator.of(FLEET, PlaybookText.simple(), directory);
        var text = target.equals("ELSEWHERE")
                ? SampleSite.of("old").writeTo(directory.resolve("old")).toString()
                : target;
        pointTo(text);
        ends(4, operator.run("doctor")).shows(what).shows(next);
        ends(4, operator.release(SampleSite.of("v2"))).shows(what).shows(next);
        assertEquals(text, FLEET.host(1).site().current());
    }

    @ParameterizedTest
    @ValueSource(strings = "releases")
    void releases_behind_a_link_are_refused_in_doctors_words(String part) throws IOException {
        FreshSite.make(FLEET, SampleSite.of("v1"));
        var operator = Operator.of(FLEET, PlaybookText.simple(), directory);
        var elsewhere = FLEET.directory().resolve("elsewhere");
        link(part, elsewhere);
        try {
            ends(4, operator.run("doctor")).shows("releases is a link").shows("set path to a directory on that disk");
            ends(4, operator.release(SampleSite.of("v2"))).shows("releases is a link");
            assertEquals("releases/v1", FLEET.host(1).site().current());
        } finally {
            unlink(part, elsewhere);
        }
    }
}
