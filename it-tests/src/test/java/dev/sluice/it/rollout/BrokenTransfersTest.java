package dev.sluice.it.rollout;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.Command;
import dev.sluice.it.fleet.SshHosts;
import dev.sluice.it.fleet.SshHosts.Host;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.Operator;
import dev.sluice.it.rollout.FaultyLine.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An upload on which something goes wrong, to the first of two hosts with a real sshd. No release is ever anything but the artifact, byte for byte, and the
 * same command finishes it.
 */
class BrokenTransfersTest {
    private static final int FILES = 40;
    private static final int FILE_BYTES = 50_000;
    private static final long PAYLOAD = (long) FILES * FILE_BYTES;

    /** What the coordinator sends before the payload: a login and some scripts. */
    private static final long BEFORE = 120_000;

    @SuppressWarnings("NullAway.Init")
    private SshHosts hosts;

    @SuppressWarnings("NullAway.Init")
    private FaultyLine line;

    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @SuppressWarnings("NullAway.Init")
    private Path build;

    private final Random random = new Random(1);

    @BeforeEach
    void start() throws IOException {
        hosts = SshHosts.start(2, 1);
        line = FaultyLine.to(first().address(), hosts.port());
        for (var host : hosts.hosts()) {
            Files.createDirectories(host.directory().resolve("site"));
        }
        var known = hosts.directory().resolve("known_hosts_of_the_line");
        Files.writeString(
                known,
                Files.readString(hosts.knownHosts())
                        .replace("[%s]:%d".formatted(first().address(), hosts.port()), "[127.0.0.1]:" + line.port()));
        var directory = Files.createDirectories(hosts.directory().resolve("operator"));
        build = directory.resolve("build");
        operator = Operator.of(inventory(known), PLAYBOOK, directory);
    }

    @AfterEach
    void stop() throws IOException {
        line.close();
        hosts.close();
    }

    private Host first() {
        return hosts.hosts().get(0);
    }

    private String inventory(Path known) {
        var second = hosts.hosts().get(1);
        return """
                inventory: 1
                name: test
                defaults:
                  path: %s/{host}/site
                  ssh: { user: %s, key: %s, known_hosts: %s }
                groups:
                  web:
                    hosts:
                      - { name: %s, address: 127.0.0.1, ssh: { port: %d } }
                      - { name: %s, address: %s, ssh: { port: %d } }
                """.formatted(
                        hosts.directory(),
                        hosts.user(),
                        hosts.clientKey(),
                        known,
                        first().name(),
                        line.port(),
                        second.name(),
                        second.address(),
                        hosts.port());
    }

    private static final String PLAYBOOK = """
            playbook: 1
            name: shop
            targets: web
            release: { docroot: ., keep: 2 }
            strategy: { batches: [2], soak: 0s, min_available: 0% }
            opcache: { endpoint: none, method: none, key: "file:endpoint.pem" }
            """;

    /** Other content in every file, which no host has and no program compresses. */
    private void change() throws IOException {
        Files.createDirectories(build.resolve("part"));
        for (int number = 0; number < FILES; number++) {
            var content = new byte[FILE_BYTES];
            random.nextBytes(content);
            Files.write(build.resolve("part/file" + number), content);
        }
    }

    private Ended release(String id) {
        return operator.run("release", "--artifact", build.toString(), "--release", id, "--yes");
    }

    private void assertWhole() {
        for (var host : hosts.hosts()) {
            var live = host.directory().resolve("site/current");
            var compared = Command.run(
                    List.of("diff", "-r", "--exclude=.sluice-release", build.toString(), live.toString() + "/"));
            assertEquals("", compared, host.name());
        }
    }

    private void assertFinishedAfter(Fault fault, long at, String id) throws IOException {
        change();
        line.set(fault, at);
        var broken = release(id);
        assertTrue(line.happened(), () -> "nothing was sent at byte " + at + "\n" + broken);
        assertNotEquals(0, broken.exitCode(), broken::toString);
        line.set(Fault.NONE, 0);
        ends(0, release(id));
        assertWhole();
    }

    @Test
    void an_upload_that_is_cut_or_damaged_is_finished_by_the_same_command() throws IOException {
        assertFinishedAfter(Fault.CUT, BEFORE + PAYLOAD / 2, "1");
        assertFinishedAfter(Fault.FLIP, BEFORE + PAYLOAD / 2, "2");
    }

    @Test
    @Tag("everything")
    void an_upload_that_is_cut_anywhere_is_finished_by_the_same_command() throws IOException {
        for (int point = 0; point < 20; point++) {
            assertFinishedAfter(Fault.CUT, 10_000 + point * (BEFORE + PAYLOAD) / 20, "cut" + point);
        }
    }

    @Test
    void a_slow_host_holds_no_other_up() throws IOException {
        change();
        line.set(Fault.SLOW, BEFORE);
        var ended = release("1");
        assertTrue(line.happened(), ended::toString);
        ends(0, ended);
        assertWhole();
        var slow = stagedIn(ended, first().name());
        var fast = stagedIn(ended, hosts.hosts().get(1).name());
        assertTrue(slow > FaultyLine.SLOW_FOR / 10_000.0, ended::toString);
        assertTrue(fast < slow / 2, ended::toString);
    }

    /** Seconds; what took less than one is printed in milliseconds. */
    private static double stagedIn(Ended ended, String host) {
        var number = Double.parseDouble(ends(0, ended).found(host + " +staged .* in ([0-9.]+) m?s"));
        return ended.toString().contains("in " + (long) number + " ms") ? number / 1000 : number;
    }

    @Test
    void a_release_that_goes_while_it_is_copied_is_sent_or_refused_but_never_half_there() throws Exception {
        change();
        var small = Files.createDirectories(build.resolve("small"));
        for (int number = 0; number < 3000; number++) {
            Files.writeString(small.resolve("file" + number), "<?php return " + number + ";\n");
        }
        ends(0, release("1"));
        Files.writeString(build.resolve("new"), "new");
        var site = first().directory().resolve("site");
        var gone = first().directory().resolve("gone");
        var running = operator.start("release", "--artifact", build.toString(), "--release", "2", "--yes");
        var copied = site.resolve("releases/.incoming-2/2/part");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> Files.exists(copied));
        Files.move(site.resolve("releases/1"), gone);
        assertFalse(Files.exists(site.resolve("releases/2")), "it went after it was copied");
        var ended = running.await();
        if (ended.exitCode() != 0) {
            Files.move(gone, site.resolve("releases/1"));
            ends(0, release("2"));
        }
        assertWhole();
    }
}
