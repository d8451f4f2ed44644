package dev.sluice.it.takeover;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.demo.Fault;
import dev.sluice.demo.FaultSchedule;
import dev.sluice.it.fleet.Signal;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.EndedAssert;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PaperSite;
import dev.sluice.it.release.SluiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A coordinator that is stopped, or loses its hosts to somebody else, in the middle of its work. */
@Execution(ExecutionMode.CONCURRENT)
class StandingCoordinatorsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private PaperSite site;

    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @BeforeEach
    void start() throws IOException {
        site = PaperSite.start(3, directory, playbook -> playbook.replace("[1, 34%, 50%]", "[{ size: 1, soak: 5m }, 2]")
                .replace("min_available: 50%", "min_available: 0%"));
        operator = site.operator();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private SluiceProcess soaking(String id) {
        var process = operator.start(concat(site.release(id), "--output-dir", "out"));
        operator.events("out").await("SoakStarted", process);
        return process;
    }

    private static String[] concat(String[] some, String... more) {
        return java.util.stream.Stream.concat(java.util.Arrays.stream(some), java.util.Arrays.stream(more))
                .toArray(String[]::new);
    }

    private static String state(SluiceProcess process) throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    }

    @Test
    @Tag("everything")
    void one_that_stood_still_until_another_one_took_its_hosts_changes_nothing_any_more() throws IOException {
        try (var first = soaking("2")) {
            first.signal(Signal.STOP);
            Awaitility.await().until(() -> state(first).equals("T"));
            var second = afterItsLease();
            everywhere(site.fleet(), "3");

            first.signal(Signal.CONT);
            var late = first.await();

            System.out.println("STOPPED, TAKEN OVER, CONTINUED | exit " + late.exitCode() + "\n" + late);
            assertNotEquals(0, late.exitCode(), late::toString);
            everywhere(site.fleet(), "3");
            second.shows("done: 3 hosts serve 3");
        }
    }

    /** Without the long soak, which nobody takes from the command line. */
    private EndedAssert afterItsLease() throws IOException {
        var quick = Files.readString(directory.resolve("playbook.yml")).replace("soak: 5m", "soak: 0s");
        Files.writeString(directory.resolve("quick.yml"), quick);
        var other = operator.onMachine("b");
        var ended = new Ended[1];
        Awaitility.await("the end of the lease")
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    ended[0] = other.run(concat(
                            site.release("3"),
                            "--playbook",
                            directory.resolve("quick.yml").toString()));
                    return ended[0].exitCode() != 7;
                });
        return ends(0, ended[0]);
    }

    @Test
    void one_that_stood_still_and_was_not_missed_goes_on() throws IOException {
        try (var release = soaking("2")) {
            release.signal(Signal.STOP);
            Awaitility.await().until(() -> state(release).equals("T"));
            Awaitility.await().pollDelay(Duration.ofSeconds(3)).until(() -> state(release)
                    .equals("T"));
            ends(7, operator.run(site.release("3"))).shows("pid " + release.pid());
            release.signal(Signal.CONT);
            ends(0, operator.run("pause"));
            ends(10, release.await());
        }
        assertEquals("2", site.fleet().host("web01").live());
        ends(0, operator.run("rollback", "--yes"));
        everywhere(site.fleet(), "1");
    }

    @Test
    void one_whose_lock_somebody_broke_changes_nothing_any_more() throws IOException {
        try (var release = soaking("2")) {
            var lock = Pattern.compile("r-[0-9a-f]{8}").matcher(release.outSoFar());
            assertTrue(lock.find());
            ends(0, operator.onMachine("b").run("unlock", "--lock", lock.group(), "--yes"))
                    .shows("ended on web01, web02, web03");

            var ended = release.await();

            System.out.println("LOCK BROKEN | exit " + ended.exitCode() + "\n" + ended);
            ends(6, ended);
            assertEquals(List.of("2", "1", "1"), site.live());
        }
    }

    @Test
    void one_that_is_killed_while_it_uploads_leaves_nothing_that_anybody_sees() throws IOException {
        Files.write(site.files().goodArtifact().resolve("public/photo.bin"), new byte[8 << 20]);
        var victim = site.fleet().host("web02");
        victim.inject(Fault.SLOW_UPLOAD, FaultSchedule.always().within("# stage-files:"));
        var incoming = victim.sitePath().resolve("releases/.incoming-2");
        try (var release = operator.start(site.release("2"))) {
            Awaitility.await("an upload")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> victim.happened(Fault.SLOW_UPLOAD) > 0 && Files.isDirectory(incoming));
            release.kill();
            ends(137, release.await());
        }
        victim.heal(Fault.SLOW_UPLOAD);
        assertFalse(Files.exists(victim.sitePath().resolve("releases/2")));
        everywhere(site.fleet(), "1");
        ends(13, operator.run(site.release("2"))).shows("was left unfinished");
        ends(0, operator.run("rollback", "--yes"));
        var quick = Files.readString(directory.resolve("playbook.yml")).replace("soak: 5m", "soak: 0s");
        Files.writeString(directory.resolve("playbook.yml"), quick);
        ends(0, operator.run(site.release("2")));
        everywhere(site.fleet(), "2");
        assertFalse(Files.exists(incoming));
    }
}
