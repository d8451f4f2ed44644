package dev.sluice.it.rollout;

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
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A day with a fleet that is released to: looking, locking, tidying. */
@Tag("long")
class HousekeepingTest {
    private static final RealFleet FLEET = RealFleet.start(2);

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
        for (var release : new String[] {"v2", "v3", "v4", "v5"}) {
            must(0, operator.release(SampleSite.of(release)));
        }
        said(must(0, operator.run("doctor")), "0 problems");
        everyListIsJson(operator);
        theKeyIsReplacedWithoutAMomentInWhichAHostAnswersToNobody(operator);
        aLockKeepsReleasesOutUntilItIsEnded(operator);
        nothingIsPrunedButWhatNobodyNeeds(operator);
        scriptsOfOtherReleasesAreForgotten(operator);
        aLinkMovedByHandIsExplained(operator);
        aHostThatIsGoneIsAProblemWithARemedy(operator);
    }

    private static void everyListIsJson(Operator operator) {
        var hosts = json(must(0, operator.run("hosts", "--live", "-o", "json")));
        assertEquals("v5", hosts.path("hosts").path(0).path("served").asString(), hosts::toString);
        var status = json(must(0, operator.run("status", "--live", "-o", "json")));
        assertEquals("succeeded", status.path("outcome").asString(), status::toString);
        var history = json(must(0, operator.run("history", "-o", "json")));
        assertEquals(4, history.path("rollouts").size(), history::toString);
        var plan = json(must(
                0,
                operator.run(
                        "plan",
                        "--artifact",
                        operator.build(SampleSite.of("v6")).toString(),
                        "-o",
                        "json")));
        assertEquals(
                "releases/v5",
                plan.path("batches").path(0).path("hosts").path(0).path("from").asString(),
                plan::toString);
        var lock = json(must(0, operator.run("lock", "-o", "json")));
        assertFalse(lock.path("hosts").path(0).path("holds").asBoolean(), lock::toString);
    }

    private void theKeyIsReplacedWithoutAMomentInWhichAHostAnswersToNobody(Operator operator) throws IOException {
        must(2, operator.run("rotate", "--new", "second.pem"));
        Ended rotated = must(0, operator.run("rotate", "--new", "second.pem", "--yes"));
        said(rotated, "answers  web02  to both keys");
        said(must(0, operator.run("doctor")), "0 problems");
        var playbook = directory.resolve("playbook.yml");
        Files.writeString(playbook, Files.readString(playbook).replace("endpoint.pem", "second.pem"));
        said(must(0, operator.run("doctor")), "0 problems");
        assertEquals(2, keys());
        must(0, operator.run("adopt", "--yes"));
        assertEquals(1, keys(), "the key before is trusted no more");
    }

    private static int keys() throws IOException {
        var trust = FLEET.host(1).sitePath().resolve(".sluice/endpoint.json");
        return EndpointTrust.parse(Files.readString(trust)).keys().size();
    }

    private static void aLockKeepsReleasesOutUntilItIsEnded(Operator operator) {
        Ended locked = must(0, operator.run("lock", "--message", "database moves", "--yes"));
        var found = Pattern.compile("lock-[0-9a-f]{8}").matcher(locked.err());
        assertTrue(found.find(), locked::toString);
        said(must(7, operator.release(SampleSite.of("v6"))), "database moves");
        said(must(7, operator.run("prune", "--yes")), "sluice unlock --lock " + found.group());
        must(7, operator.run("lock", "--message", "me too", "--yes"));
        must(2, operator.run("unlock", "--lock", found.group()));
        must(2, operator.run("unlock", "--lock", "lock-00000000", "--yes"));
        said(must(0, operator.run("doctor")), "held by " + found.group());
        said(must(0, operator.run("unlock", "--lock", found.group(), "--yes")), "ended on web01, web02");
        said(must(0, operator.run("lock")), "nobody");
    }

    private static void nothingIsPrunedButWhatNobodyNeeds(Operator operator) throws IOException {
        Path releases = FLEET.host(1).sitePath().resolve("releases");
        Files.createDirectories(releases.resolve(".incoming-dead"));
        Files.createDirectories(releases.resolve("by-hand"));
        Ended asked = must(2, operator.run("prune"));
        said(asked, "remove   web01  .incoming-dead");
        assertTrue(Files.exists(releases.resolve(".incoming-dead")));
        said(must(0, operator.run("prune", "--yes")), "removed  web01  .incoming-dead");
        assertTrue(Files.exists(releases.resolve("by-hand")));
        assertTrue(Files.exists(releases.resolve("v4")), "the way back");
        said(must(0, operator.run("prune", "--yes")), "nothing to remove");
        Files.delete(releases.resolve("by-hand"));
    }

    private static void scriptsOfOtherReleasesAreForgotten(Operator operator) throws IOException {
        var releases = FLEET.host(1).sitePath().resolve("releases");
        Files.createDirectory(releases.resolve(".incoming-dead"));
        var page = releases.resolve("v5/public/cached.php");
        Files.writeString(page, """
                <?php
                $script = dirname(__DIR__, 2) . '/v4/lib/release.php';
                if (isset($_GET['load'])) { require $script; }
                echo opcache_is_script_cached($script) ? 'cached' : 'forgotten';
                """);
        var host = FLEET.web().get(0);
        assertEquals("cached", WebConnection.getOnce(host, "/cached.php?load").body());
        must(0, operator.run("prune", "--yes"));
        assertEquals("forgotten", WebConnection.getOnce(host, "/cached.php").body());
        Files.delete(page);
    }

    private static void aLinkMovedByHandIsExplained(Operator operator) throws IOException {
        said(must(0, operator.run("explain", "web01")), "serve it by every way that code is found");
        Path site = FLEET.host(1).sitePath();
        Path other = Files.createSymbolicLink(site.resolve("other"), Path.of("releases/v4"));
        Files.move(other, site.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
        Ended explained = must(0, operator.run("explain", "web01"));
        said(explained, "current names v4, but");
        said(explained, "next     reload PHP-FPM");
        var explanation = json(must(0, operator.run("explain", "web01", "-o", "json")));
        assertEquals("v5", explanation.path("workers").path(0).path("file").asString(), explanation::toString);
        assertEquals("releases/v5", explanation.path("recorded").asString(), explanation::toString);
        said(must(4, operator.run("doctor")), "PHP serves another release than current names");
        must(2, operator.run("explain", "web99"));
    }

    private static void aHostThatIsGoneIsAProblemWithARemedy(Operator operator) {
        FLEET.host(2).sshd().signal(Signal.KILL);
        try {
            Ended ended = must(4, operator.run("doctor", "--limit", "web02"));
            said(ended, "problem  web02  reach: ");
            said(ended, "next");
            must(4, operator.run("lock"));
        } finally {
            FLEET.host(2).sshd().start();
        }
    }

    private static JsonNode json(Ended ended) {
        var object = new JsonMapper().readTree(ended.out());
        assertEquals(1, object.path("v").asInt(), ended::toString);
        return object;
    }

    private static Ended must(int exitCode, Ended ended) {
        assertEquals(exitCode, ended.exitCode(), ended::toString);
        return ended;
    }

    private static void said(Ended ended, String text) {
        assertTrue(ended.said().contains(text), () -> "'" + text + "' is not in\n" + ended);
    }
}
