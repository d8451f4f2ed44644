package dev.sluice.it.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that a shell would act on, were it ever given them as text. */
class LiteralValuesTest {
    private static final RealFleet FLEET = RealFleet.start(2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @AfterAll
    static void close() {
        FLEET.close();
    }

    @Test
    void paths_with_blanks_quotes_and_commands_arrive_to_the_letter() throws IOException {
        Path canary = directory.resolve("executed");
        String odd = "it's \"my\" $(touch " + canary + ") `touch " + canary + "`; touch " + canary + " #\\ &";
        for (RealHost host : FLEET.hosts()) {
            keepTheSiteIn(host, "srv/" + odd + "/shop");
        }
        FLEET.makeSiteByHand(SampleSite.of("v1"));
        String path = FLEET.directory() + "/{host}/srv/" + odd + "/shop";
        String inventory = FLEET.inventory("prod")
                .replace("path: " + FLEET.directory() + "/{host}/srv/shop", "path: " + quoted(path));
        assertTrue(inventory.contains("touch"), inventory);
        String shared = "public/up \"loads\" " + odd;
        var playbook =
                PlaybookText.simple().release("docroot: public, shared: { directories: [" + quoted(shared) + "] }");
        var operator = Operator.of(inventory, playbook, directory);
        var site = SampleSite.of("v2");
        for (String name : new String[] {shared, "lib/" + odd}) {
            Path file = operator.build(site).resolve(name).resolve(odd).resolve("file");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "literal");
        }

        Ended ended = operator.release(site);

        assertEquals(0, ended.exitCode(), ended::toString);
        assertEquals(SeenHost.all(FLEET, SeenHost.on("v2")), SeenHost.all(FLEET));
        for (RealHost host : FLEET.hosts()) {
            Path live = host.sitePath().resolve("releases/v2");
            assertEquals(
                    "literal",
                    Files.readString(
                            live.resolve("lib").resolve(odd).resolve(odd).resolve("file")));
            assertTrue(Files.isSymbolicLink(live.resolve(shared)), "the shared directory is a link");
            assertEquals(
                    "literal",
                    Files.readString(host.sitePath()
                            .resolve("shared")
                            .resolve(shared)
                            .resolve(odd)
                            .resolve("file")));
        }
        Ended back = operator.run("rollback", "--yes");
        assertEquals(0, back.exitCode(), back::toString);
        assertEquals(SeenHost.all(FLEET, SeenHost.on("v1")), SeenHost.all(FLEET));
        assertFalse(Files.exists(canary), "a value was executed");
    }

    /** What visitors and PHP reach as before is elsewhere now. */
    private static void keepTheSiteIn(RealHost host, String odd) throws IOException {
        Path site = host.sitePath();
        Path elsewhere = site.getParent().getParent().resolve(odd);
        Files.createDirectories(elsewhere);
        Files.delete(site);
        Files.createSymbolicLink(site, elsewhere);
    }

    @Test
    void a_release_id_that_is_no_plain_name_is_refused_as_wrong_usage() throws IOException {
        var operator = Operator.of(FLEET, PlaybookText.simple(), directory);
        Path build = operator.build(SampleSite.of("v2"));
        for (String id : new String[] {"$(id)", "../v2", "a b", "", ".hidden", "v2;id", "v2'", "-v"}) {
            Ended ended = operator.run("release", "--artifact", build.toString(), "--release=" + id, "--yes");
            assertEquals(2, ended.exitCode(), ended::toString);
        }
    }

    /** A YAML scalar in single quotes, in which only the quote itself means anything. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
