package dev.sluice.it.rollout;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.it.fleet.Command;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.fleet.Signal;
import dev.sluice.it.release.FreshSite;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.release.SluiceProcess;
import dev.sluice.it.site.SampleSite;
import dev.sluice.it.traffic.Answers;
import dev.sluice.it.traffic.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong while visitors ask: none of them gets an error but from a host that the fault itself stopped, and none gets a release that is
 * neither the old nor the new one. Each test begins with v1 everywhere and brings v2.
 */
@Tag("everything")
class FaultsUnderTrafficTest {
    private static final RealFleet FLEET = RealFleet.start(3);
    private static final String STRATEGY = "batches: [{ size: 1, soak: 3s }, 75%], min_available: 25%, soak: 1s";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @SuppressWarnings("NullAway.Init")
    private Traffic traffic;

    @AfterAll
    static void close() {
        FLEET.close();
    }

    @BeforeEach
    void visitors_of_the_first_release() throws IOException {
        begin("plain", PlaybookText.simple().strategy(STRATEGY));
    }

    private void begin(String operators, PlaybookText playbook) throws IOException {
        FreshSite.make(FLEET, SampleSite.of("v1"));
        operator = Operator.of(FLEET, playbook, Files.createDirectory(directory.resolve(operators)));
        traffic = Traffic.to(FLEET.web())
                .connections(2)
                .perSecond(20)
                .slowConnections(1, Duration.ofMillis(100))
                .start();
        traffic.awaitMore(3);
    }

    @AfterEach
    void nobody_waits_any_more() {
        traffic.close();
    }

    private SluiceProcess release() {
        return operator.startRelease(SampleSite.of("v2"), "--output-dir", "out");
    }

    private void await(String event, SluiceProcess release) {
        operator.events("out").await(event, release);
    }

    /** All visitors got whole answers of v1 or v2. */
    private void judge(String fault, String end) {
        judge(fault, end, "", Instant.MAX, Instant.MIN);
    }

    /** The same, but for requests to a host that were on their way while it was stopped. */
    private void judge(String fault, String end, String host, Instant stopped, Instant continued) {
        traffic.awaitMore(3);
        traffic.stop();
        Answers answers = traffic.answers();
        Answers failed = answers.failed()
                .where(answer -> !(answer.host().equals(host)
                        && answer.sentAt().isBefore(continued)
                        && answer.receivedAt().isAfter(stopped)));
        Answers strange = answers.where(
                answer -> !answer.failed() && !Set.of("v1", "v2").containsAll(Set.copyOf(answer.releases())));
        System.out.printf(
                "%s | %s | %d answers, %d failed, %d of another release%n",
                fault, end, answers.count(), failed.count(), strange.count());
        assertTrue(failed.isEmpty(), failed::toString);
        assertTrue(strange.isEmpty(), strange::toString);
    }

    @Test
    void the_sessions_of_a_host_are_killed_while_others_are_switched() {
        try (var release = release()) {
            await("BatchStarted", release);
            Set<Long> sessions = FLEET.host(2).sshd().childPids();
            assertTrue(!sessions.isEmpty());
            Signal.KILL.sendTo(sessions.stream().flatMap(pid -> ProcessHandle.of(pid).stream()));
            ends(0, release.await());
        }
        everywhere(FLEET, "v2");
        judge("sshd's sessions killed", "exit 0");
    }

    @Test
    void the_coordinator_is_killed_after_a_switch_and_rolled_back() {
        try (var release = release()) {
            await("HostSwitched", release);
            release.kill();
            ends(137, release.await());
        }
        ends(0, operator.run("rollback", "--yes"));
        everywhere(FLEET, "v1");
        judge("coordinator killed after a switch", "rollback 0");
    }

    @Test
    void the_coordinator_is_killed_before_a_switch_and_resumed() {
        try (var release = release()) {
            await("HostSwitching", release);
            release.kill();
            ends(137, release.await());
        }
        ends(0, operator.run("resume", "--yes"));
        everywhere(FLEET, "v2");
        judge("coordinator killed at a switch", "resume 0");
    }

    @Test
    void the_coordinator_is_stopped_for_a_while_and_continued() {
        try (var release = release()) {
            await("SoakStarted", release);
            release.signal(Signal.STOP);
            traffic.awaitMore(60);
            release.signal(Signal.CONT);
            ends(0, release.await());
        }
        everywhere(FLEET, "v2");
        judge("coordinator stopped and continued", "exit 0");
    }

    @Test
    void a_link_is_moved_by_hand() throws IOException {
        RealHost moved = FLEET.host(3);
        copy(moved.sitePath().resolve("releases/v1"), moved.sitePath().resolve("releases/by-hand"));
        try (var release = release()) {
            await("SoakStarted", release);
            moved.site().switchTo("by-hand");
            ends(11, release.await());
        }
        assertEquals("releases/by-hand", moved.site().current());
        assertEquals(SeenHost.on("v1"), SeenHost.of(FLEET.host(1)));
        judge("link moved by hand", "exit 11");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @Test
    void a_host_is_stopped_and_continued() {
        RealHost host = FLEET.host(1);
        Instant stopped;
        Instant continued;
        try (var release = release()) {
            await("HostHealthy", release);
            stopped = Instant.now();
            List.of(host.webServer(), host.fpm(), host.sshd()).forEach(server -> server.signalAll(Signal.STOP));
            Awaitility.await().pollDelay(Duration.ofSeconds(2)).until(release::isRunning);
            List.of(host.sshd(), host.fpm(), host.webServer()).forEach(server -> server.signalAll(Signal.CONT));
            continued = Instant.now();
            ends(0, release.await());
        }
        everywhere(FLEET, "v2");
        judge("host stopped for two seconds and continued", "exit 0", host.name(), stopped, continued);
    }

    /** A task fills it, so that not even its own end can be written down. */
    @Test
    void a_disk_is_full_after_the_release_was_brought() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may mount a small file system");
        RealHost host = FLEET.host(2);
        traffic.close();
        Command.run(List.of(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=160m,mode=755",
                "small",
                host.sitePath().toString()));
        try {
            begin("filling", PlaybookText.simple().strategy(STRATEGY).more("""
                    tasks:
                      prepare: [{ name: fill, run: "head -c 300M /dev/zero >shared/full || :", on: web02 }]
                    """.replace(
                            "shared/full", host.sitePath() + "/shared/full")));
            try (var release = release()) {
                ends(6, release.await()).shows("the outcome of task 'fill' on web02 is unknown");
            }
            assertEquals(0, host.sitePath().toFile().getUsableSpace(), "the disk was not full");
            everywhere(FLEET, "v1");
            judge("disk full", "exit 6");
        } finally {
            traffic.close();
            Command.run(List.of("umount", "-l", host.sitePath().toString()));
        }
    }

    @Test
    void an_endpoint_answers_500() throws IOException {
        endpointOfTheLastHost("<?php http_response_code(500); echo 'oops';", "500");
        judge("endpoint answers 500", "exit 6");
    }

    @Test
    void an_endpoint_answers_with_a_login_page() throws IOException {
        endpointOfTheLastHost(
                "<?php echo '<html><form>Password</form></html>';", "is not what answered (200, text/html");
        judge("endpoint answers with a login page", "exit 6");
    }

    @Test
    void an_endpoint_answers_nothing() throws IOException {
        endpointOfTheLastHost("<?php exit;", "");
        judge("endpoint answers nothing", "exit 6");
    }

    /**
     * All links go back when the last host cannot be proved. Its workers go on asking the file that does not answer for as long as they remember
     * the path, so that the way back cannot be proved either: that is said, and the host is named.
     */
    private void endpointOfTheLastHost(String php, String why) throws IOException {
        var file = FLEET.host(3).sitePath().resolve("releases/v2/public/_sluice.php");
        try (var release = release()) {
            await("SoakStarted", release);
            var other = Files.writeString(directory.resolve("other.php"), php);
            Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            ends(6, release.await()).shows(why).shows("host  web03: stuck");
        }
        FLEET.hosts().forEach(host -> assertEquals("releases/v1", host.site().current()));
        assertEquals(SeenHost.on("v1"), SeenHost.of(FLEET.host(1)));
        assertEquals(SeenHost.on("v1"), SeenHost.of(FLEET.host(2)));
    }
}
