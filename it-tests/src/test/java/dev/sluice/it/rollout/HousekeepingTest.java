package dev.sluice.it.rollout;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.EndpointTrust;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.Signal;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import dev.sluice.it.web.WebConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A day with a fleet that is released to: looking, locking, tidying. */
class HousekeepingTest {
    private static final RealFleet FLEET = RealFleet.start(2);
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @BeforeAll
    static void make_a_site() {
        FLEET.makeSiteByHand(SampleSite.of("v1"));
    }

    @AfterAll
    static void close() {
        FLEET.close();
    }

    @Test
    void a_fleet_is_looked_at_locked_explained_and_tidied() throws IOException {
        var operator = Operator.of(FLEET, PlaybookText.simple().release("docroot: public, keep: 0"), directory);
        for (var release : new String[] {"v2", "v3"}) {
            ends(0, operator.release(SampleSite.of(release)));
        }
        ends(0, operator.run("doctor")).shows("0 problems");
        everyListIsJson(operator);
        theKeyIsReplacedWithoutAMomentInWhichAHostAnswersToNobody(operator);
        aLockKeepsReleasesOutUntilItIsEnded(operator);
        nothingIsPrunedButWhatNobodyNeeds(operator);
        scriptsOfOtherReleasesAreForgotten(operator);
        aLinkMovedByHandIsExplained(operator);
        aHostThatIsGoneIsAProblemWithARemedy(operator);
    }

    private static void everyListIsJson(Operator operator) {
        var hosts = json(operator.run("hosts", "--live", "-o", "json"));
        assertEquals("v3", hosts.path("hosts").path(0).path("served").asString(), hosts::toString);
        var status = json(operator.run("status", "--live", "-o", "json"));
        assertEquals("succeeded", status.path("outcome").asString(), status::toString);
        var history = json(operator.run("history", "-o", "json"));
        assertEquals(2, history.path("rollouts").size(), history::toString);
        var plan = json(operator.run(
                "plan", "--artifact", operator.build(SampleSite.of("v6")).toString(), "-o", "json"));
        assertEquals(
                "releases/v3",
                plan.path("batches").path(0).path("hosts").path(0).path("from").asString(),
                plan::toString);
        var lock = json(operator.run("lock", "-o", "json"));
        assertFalse(lock.path("hosts").path(0).path("holds").asBoolean(), lock::toString);
    }

    private void theKeyIsReplacedWithoutAMomentInWhichAHostAnswersToNobody(Operator operator) throws IOException {
        ends(2, operator.run("rotate", "--new", "second.pem"));
        ends(0, operator.run("rotate", "--new", "second.pem", "--yes")).shows("answers  web02  to both keys");
        ends(0, operator.run("doctor")).shows("0 problems");
        var playbook = directory.resolve("playbook.yml");
        Files.writeString(playbook, Files.readString(playbook).replace("endpoint.pem", "second.pem"));
        ends(0, operator.run("doctor")).shows("0 problems");
        assertEquals(2, keys());
        ends(0, operator.run("adopt", "--yes"));
        assertEquals(1, keys(), "the key before is trusted no more");
    }

    private static int keys() throws IOException {
        var trust = FLEET.host(1).sitePath().resolve(".sluice/endpoint.json");
        return EndpointTrust.parse(Files.readString(trust)).keys().size();
    }

    private static void aLockKeepsReleasesOutUntilItIsEnded(Operator operator) {
        Ended locked = ends(0, operator.run("lock", "--message", "database moves", "--yes"))
                .ended();
        var found = Pattern.compile("lock-[0-9a-f]{8}").matcher(locked.err());
        assertTrue(found.find(), locked::toString);
        ends(7, operator.release(SampleSite.of("v6"))).shows("database moves");
        ends(7, operator.run("prune", "--yes")).shows("sluice unlock --lock " + found.group());
        ends(7, operator.run("lock", "--message", "me too", "--yes"));
        ends(2, operator.run("unlock", "--lock", found.group()));
        ends(2, operator.run("unlock", "--lock", "lock-00000000", "--yes"));
        ends(0, operator.run("doctor")).shows("held by " + found.group());
        ends(0, operator.run("unlock", "--lock", found.group(), "--yes")).shows("ended on web01, web02");
        ends(0, operator.run("lock")).shows("no one");
    }

    private static void nothingIsPrunedButWhatNobodyNeeds(Operator operator) throws IOException {
        Path releases = FLEET.host(1).sitePath().resolve("releases");
        Files.createDirectories(releases.resolve(".incoming-dead"));
        Files.createDirectories(releases.resolve("by-hand"));
        ends(2, operator.run("prune")).shows("remove   web01  .incoming-dead");
        assertTrue(Files.exists(releases.resolve(".incoming-dead")));
        ends(0, operator.run("prune", "--yes")).shows("removed  web01  .incoming-dead");
        assertTrue(Files.exists(releases.resolve("by-hand")));
        assertTrue(Files.exists(releases.resolve("v2")), "the way back");
        ends(0, operator.run("prune", "--yes")).shows("nothing to remove");
        Files.delete(releases.resolve("by-hand"));
    }

    private static void scriptsOfOtherReleasesAreForgotten(Operator operator) throws IOException {
        var releases = FLEET.host(1).sitePath().resolve("releases");
        Files.createDirectory(releases.resolve(".incoming-dead"));
        var page = releases.resolve("v3/public/cached.php");
        Files.writeString(page, """
                <?php
                $script = dirname(__DIR__, 2) . '/v2/lib/release.php';
                if (isset($_GET['load'])) { require $script; }
                echo opcache_is_script_cached($script) ? 'cached' : 'forgotten';
                """);
        Files.setLastModifiedTime(
                page, FileTime.from(LONG_AGO)); // OPcache keeps nothing that was written in the last two seconds
        var host = FLEET.web().get(0);
        assertEquals("cached", WebConnection.getOnce(host, "/cached.php?load").body());
        ends(0, operator.run("prune", "--yes"));
        assertEquals("forgotten", WebConnection.getOnce(host, "/cached.php").body());
        Files.delete(page);
        // It is gone, and PHP still has it.
        ends(0, operator.run("explain", "web01"))
                .shows("releases/v3/public/cached.php: changed since the last refresh");
        ends(0, operator.run("refresh", "--yes", "--limit", "web01")).shows("releases/v3/public/cached.php");
    }

    private static void aLinkMovedByHandIsExplained(Operator operator) throws IOException {
        ends(0, operator.run("explain", "web01")).shows("serve it by every way that code is found");
        Path site = FLEET.host(1).sitePath();
        Path other = Files.createSymbolicLink(site.resolve("other"), Path.of("releases/v2"));
        Files.move(other, site.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
        ends(0, operator.run("explain", "web01")).shows("current names v2, but").shows("next     reload PHP-FPM");
        var explanation = json(operator.run("explain", "web01", "-o", "json"));
        assertEquals("v3", explanation.path("workers").path(0).path("file").asString(), explanation::toString);
        assertEquals("releases/v3", explanation.path("recorded").asString(), explanation::toString);
        ends(4, operator.run("doctor")).shows("PHP serves another release than current names");
        ends(2, operator.run("explain", "web99"));
    }

    private static void aHostThatIsGoneIsAProblemWithARemedy(Operator operator) {
        FLEET.host(2).sshd().signal(Signal.KILL);
        try {
            ends(4, operator.run("doctor", "--limit", "web02"))
                    .shows("problem  web02  reach: ")
                    .shows("next");
            ends(4, operator.run("lock"));
        } finally {
            FLEET.host(2).sshd().start();
        }
    }

    private static JsonNode json(Ended ended) {
        var object = new JsonMapper().readTree(ends(0, ended).ended().out());
        assertEquals(1, object.path("v").asInt(), ended::toString);
        return object;
    }
}
