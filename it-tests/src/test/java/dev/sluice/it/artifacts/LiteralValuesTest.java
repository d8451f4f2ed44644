package dev.sluice.it.artifacts;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that a shell would act on, were it ever given them as text. */
class LiteralValuesTest {
    private static final RealFleet FLEET = RealFleet.start(2);

    /** Made by whatever takes a value for a command. */
    private static final Path CANARY = FLEET.directory().resolve("executed");

    private static final String ODD =
            "it's \"my\" $(touch " + CANARY + ") `touch " + CANARY + "`; touch " + CANARY + " #\\ & *";

    private static final String SHARED = "public/up \"loads\" " + ODD;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @BeforeAll
    static void make_a_site_at_an_odd_path() throws IOException {
        for (RealHost host : FLEET.hosts()) {
            keepTheSiteAt(FLEET.directory().resolve(host.name()).resolve("srv/" + ODD + "/shop"), host);
        }
        FLEET.makeSiteByHand(SampleSite.of("v1"));
    }

    /** Web server and PHP reach it where they always did. */
    private static void keepTheSiteAt(Path odd, RealHost host) throws IOException {
        Files.createDirectories(odd);
        Files.delete(host.sitePath());
        Files.createSymbolicLink(host.sitePath(), odd);
    }

    @BeforeEach
    void nothing_was_executed_yet() {
        assertFalse(Files.exists(CANARY));
    }

    @AfterAll
    static void close() {
        FLEET.close();
    }

    @Test
    void paths_with_blanks_quotes_and_commands_arrive_to_the_letter() throws IOException {
        var playbook =
                PlaybookText.simple().release("docroot: public, shared: { directories: [" + quoted(SHARED) + "] }");
        var operator = Operator.of(inventory(), playbook, directory);
        var site = SampleSite.of("v2");
        write(operator.build(site).resolve("lib").resolve(ODD));
        write(operator.build(site).resolve(SHARED).resolve(ODD));

        ends(0, operator.release(site));

        everywhere(FLEET, "v2");
        for (RealHost host : FLEET.hosts()) {
            Path live = host.sitePath().resolve("releases/v2");
            assertEquals("literal", read(live.resolve("lib").resolve(ODD)));
            assertTrue(Files.isSymbolicLink(live.resolve(SHARED)), "the shared directory is a link");
            assertEquals(
                    "literal",
                    read(host.sitePath().resolve("shared").resolve(SHARED).resolve(ODD)));
        }
        ends(0, operator.run("rollback", "--yes"));
        everywhere(FLEET, "v1");
        assertFalse(Files.exists(CANARY), "a value was executed");
    }

    private static String inventory() {
        String site = FLEET.directory() + "/{host}/srv/";
        String text = FLEET.inventory("prod").replace(site + "shop", quoted(site + ODD + "/shop"));
        assertTrue(text.contains("touch"), text);
        return text;
    }

    private static void write(Path odd) throws IOException {
        Files.createDirectories(odd);
        Files.writeString(odd.resolve("file"), "literal");
    }

    private static String read(Path odd) throws IOException {
        return Files.readString(odd.resolve("file"));
    }

    @Test
    void a_release_id_that_is_no_plain_name_is_refused_as_wrong_usage() {
        var operator = Operator.of(FLEET, PlaybookText.simple(), directory);
        Path build = operator.build(SampleSite.of("v2"));
        for (String id : new String[] {"$(touch executed)", "../v2", "a b", "", ".hidden", "v2;id", "v2'", "-v"}) {
            ends(2, operator.run("release", "--artifact", build.toString(), "--release=" + id, "--yes"));
        }
    }

    /** A YAML scalar in single quotes, in which only the quote itself means anything. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
