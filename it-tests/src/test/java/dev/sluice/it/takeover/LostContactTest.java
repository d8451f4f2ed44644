package dev.sluice.it.takeover;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.Command;
import dev.sluice.it.fleet.OneSshd;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.release.FreshSite;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SluiceProcess;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Contact that ends in the middle of a rollout, and two names that lead to one host. A task that waits for a file holds the rollout there. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class LostContactTest {
    private static final RealFleet FLEET = RealFleet.start(2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @BeforeEach
    void make_a_site() {
        FreshSite.make(FLEET, SampleSite.of("v1"));
    }

    @AfterAll
    static void close() {
        FLEET.close();
    }

    /**
     * KILL: the connection is cut. STOP: it stays open and nobody answers, which only heartbeats find out. The script goes on either way: one that was
     * stopped in the critical section would keep it.
     */
    @Test
    void a_script_whose_connection_ends_is_asked_again_for_its_end() throws IOException {
        contactEndsBy("KILL");
    }

    @Test
    @Tag("everything")
    void so_is_one_whose_connection_stays_open_without_an_answer() throws IOException {
        contactEndsBy("STOP");
    }

    private void contactEndsBy(String signal) throws IOException {
        var operator = Operator.of(FLEET, waiting(), directory);
        try (var release = operator.startRelease(SampleSite.of("v2"), "--output-dir", "out")) {
            awaitTask(release);
            int before = logins();
            Set<Long> sessions = FLEET.host(1).sshd().childPids();
            assertTrue(!sessions.isEmpty());
            signal(signal, sessions);
            await(release, () -> logins() > before);
            Files.createFile(directory.resolve("go"));
            ends(0, release.await());
            signal("KILL", sessions);
            System.out.println("CONTACT LOST BY " + signal + " | exit 0 | " + (logins() - before) + " further login");
        }
        everywhere(FLEET, "v2");
        assertEquals(List.of("begun"), Files.readAllLines(directory.resolve("begun-web01")));
    }

    @Test
    @SuppressWarnings("try") // the jump host is ended in the middle
    void a_jump_host_that_dies_leaves_the_task_of_each_host_behind_it_to_a_person() throws IOException {
        var known = directory.resolve("both");
        try (var jump = OneSshd.start(directory.resolve("jump"), "AuthorizedKeysFile " + FLEET.clientKey() + ".pub")) {
            Files.writeString(known, Files.readString(FLEET.knownHosts()) + Files.readString(jump.knownHosts()));
            var inventory = FLEET.inventory("prod")
                    .replace(
                            "known_hosts: " + FLEET.knownHosts(),
                            "known_hosts: " + known + "\n    jump: 127.0.0.1:" + jump.port());
            var operator = Operator.of(inventory, waiting(), directory);
            try (var release = operator.startRelease(SampleSite.of("v2"), "--output-dir", "out")) {
                awaitTask(release);
                assertTrue(jump.log().contains("Accepted publickey"), jump::log);
                jump.close();
                var lost = ends(6, release.await()).shows("waits for a person: the outcome of a task is unknown");
                for (var host : FLEET.hosts()) {
                    lost.shows("the outcome of task wait on " + host.name()
                            + " is unknown: cannot connect to the jump host");
                }
                System.out.println("JUMP HOST DIES | exit 6 | " + lost.ended().said());
            }
        }
        Files.createFile(directory.resolve("go"));
        FLEET.hosts().forEach(host -> assertEquals("releases/v1", current(host)));
    }

    /** By two paths, so that the inventory alone does not show it: the directory says which one it is. */
    @Test
    void two_names_of_one_host_are_refused_before_anything_is_touched() throws IOException {
        var first = FLEET.host(1);
        var alias = Files.createSymbolicLink(
                directory.resolve("alias"), FLEET.directory().resolve(first.name()));
        var inventory = FLEET.inventory("prod")
                .replace(
                        "name: web02, address: " + FLEET.host(2).address(),
                        "name: web02, path: " + alias + "/srv/shop, address: " + first.address());
        var operator = Operator.of(inventory, PlaybookText.simple(), directory);
        ends(0, operator.run("adopt", "--limit", "web01", "--yes"));
        var refused = ends(4, operator.release(SampleSite.of("v2"))).shows("same directory of the same host as web01");
        System.out.println("TWO NAMES OF ONE HOST | exit 4 | " + refused.ended().said());
        FLEET.hosts().forEach(host -> assertEquals("releases/v1", current(host)));
    }

    private static String current(RealHost host) {
        return host.site().current();
    }

    private PlaybookText waiting() {
        var run = "echo begun >>%1$s/begun-$SLUICE_HOST; until [ -e %1$s/go ]; do sleep 0.1; done".formatted(directory);
        return PlaybookText.simple()
                .strategy("batches: [100%], min_available: 0%, soak: 0s")
                .more("tasks:\n  prepare:\n    - { name: wait, run: '" + run + "', timeout: 10m }");
    }

    private void awaitTask(SluiceProcess release) {
        await(release, () -> Files.exists(directory.resolve("begun-web01")));
        assertTrue(release.isRunning(), () -> release.await().toString());
    }

    private static void await(SluiceProcess release, java.util.concurrent.Callable<Boolean> happened) {
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> happened.call() || !release.isRunning());
    }

    private static int logins() {
        try {
            return Files.readString(FLEET.host(1).sshd().log()).split("Accepted publickey", -1).length - 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String signal, Set<Long> processes) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$@\" || :", "sh", signal));
        processes.forEach(process -> command.add(Long.toString(process)));
        Command.run(command);
    }
}
