package dev.sluice.it.rollout;

import static dev.sluice.it.fleet.Suite.MACHINE;
import static dev.sluice.it.fleet.Suite.TRIXIE;
import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.site.SampleSite;
import dev.sluice.it.traffic.Answers;
import dev.sluice.it.traffic.Traffic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet in the middle of an upgrade: two hosts of this machine's Debian, and two of Debian 13. */
@Tag("suite")
class TwoDebiansTest {
    private static final RealFleet FLEET =
            RealFleet.of(4).suites(MACHINE, MACHINE, TRIXIE, TRIXIE).start();

    @BeforeAll
    static void make_a_site() {
        FLEET.makeSiteByHand(SampleSite.of("v1"));
    }

    @AfterAll
    static void close() {
        FLEET.close();
    }

    @Test
    void the_hosts_run_what_their_debian_has() throws IOException {
        for (RealHost host : FLEET.hosts()) {
            System.out.println(host.name() + ": " + versions(host));
        }
        assertEquals(versions(FLEET.host(1)), versions(FLEET.host(2)));
        assertEquals(versions(FLEET.host(3)), versions(FLEET.host(4)));
        assertNotEquals(versions(FLEET.host(1)), versions(FLEET.host(3)));
        assertTrue(
                versions(FLEET.host(3))
                        .matches("SSH-2\\.0-OpenSSH_10\\..*, PHP 8\\.4\\..* fpm-fcgi, nginx/1\\.26\\..*"),
                versions(FLEET.host(3)));
    }

    @Test
    void releases_a_revert_and_a_rollback_over_both_are_seen_by_no_visitor(@TempDir Path directory) {
        var operator = Operator.of(FLEET, PlaybookText.simple(), directory);
        try (var traffic = Traffic.to(FLEET.web())
                .connections(4)
                .perSecond(25)
                .slowConnections(6, Duration.ofMillis(150))
                .start()) {
            traffic.awaitMore(3);
            ends(0, operator.release(SampleSite.of("v2"), "--output-dir", "second"));
            traffic.awaitMore(3);
            ends(5, operator.release(SampleSite.of("v3").broken(), "--output-dir", "third"));
            traffic.awaitMore(3);
            ends(0, operator.run("rollback", "--yes", "--output-dir", "back"));
            traffic.awaitMore(3);
            traffic.stop();
            judge(traffic.answers(), operator);
        }
        everywhere(FLEET, SeenHost.madeByHand("v1"));
    }

    private static void judge(Answers answers, Operator operator) {
        var second = operator.events("second");
        var third = operator.events("third");
        var back = operator.events("back");
        assertEquals(4, second.proved("v2").size());
        assertEquals(4, back.proved("v1").size());
        var untilBack = answers.receivedBefore(back.switching());
        var stale = untilBack.receivedBefore(third.switching()).stale(second.proved("v2"), "v2");
        var reverted = untilBack.stale(third.proved("v2"), "v2");
        var rolledBack = answers.stale(back.proved("v1"), "v1");
        System.out.printf(
                "visitors: %d answers, %d failed, %d stale after the release, %d after the revert, %d after the rollback, %s%n",
                answers.count(),
                answers.failed().count(),
                stale.count(),
                reverted.count(),
                rolledBack.count(),
                answers.latency());
        assertTrue(answers.failed().isEmpty(), () -> answers.failed().toString());
        assertTrue(stale.isEmpty(), stale::toString);
        assertTrue(reverted.isEmpty(), reverted::toString);
        assertTrue(rolledBack.isEmpty(), rolledBack::toString);
    }

    /** As the servers themselves report them. */
    private static String versions(RealHost host) throws IOException {
        Files.writeString(
                host.sitePath().resolve("current/public/versions.php"),
                "<?php echo 'PHP ', PHP_VERSION, ' ', PHP_SAPI;");
        var answer = host.site().get("/versions.php");
        return banner(host) + ", " + answer.body() + ", " + answer.headers().get("server");
    }

    private static String banner(RealHost host) throws IOException {
        try (var socket = new Socket(host.address(), host.sshPort());
                var in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            return String.valueOf(in.readLine());
        }
    }
}
