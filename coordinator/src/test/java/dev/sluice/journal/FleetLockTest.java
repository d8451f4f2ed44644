package dev.sluice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.SamplePlan;
import dev.sluice.engine.LockedException;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutIds;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FleetLockTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T22:30:00Z"));
    private static final FleetName FLEET = new FleetName("prod", "shop");

    @TempDir
    private Path temporary = Path.of("");

    private Path state = temporary;
    private FileRolloutStore store = new FileRolloutStore(state, CLOCK);

    @BeforeEach
    void begin() {
        state = temporary.resolve("state");
        store = new FileRolloutStore(state, CLOCK);
    }

    /** Another coordinator: takes the lock, says so, and holds it until its input ends. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] arguments) throws Exception {
            try (var lock = new FileRolloutStore(Path.of(arguments[0]), CLOCK).lock(FLEET)) {
                lock.heldFor(RolloutIds.of(42));
                System.out.println("held");
                System.in.read();
            } catch (LockedException e) {
                System.out.println("locked");
            }
        }
    }

    private Process otherProcess() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        state.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process process) throws Exception {
        return String.valueOf(new BufferedReader(process.inputReader()).readLine());
    }

    @Test
    void a_fleet_is_locked_once() throws Exception {
        try (var lock = store.lock(FLEET)) {
            lock.heldFor(RolloutIds.of(42));
            var e = assertThrows(LockedException.class, () -> store.lock(FLEET));
            assertEquals(
                    "pid " + ProcessHandle.current().pid() + ", user " + System.getProperty("user.name")
                            + ", since 2026-11-22T22:30:00Z, rollout r-0000002a",
                    e.holder());
            assertTrue(e.toString().contains("prod/shop is locked by pid "), e.toString());
            store.lock(new FleetName("staging", "shop")).close();
        }
        store.lock(FLEET).close();
    }

    @Test
    void another_process_says_who_it_is_and_its_end_frees_the_fleet() throws Exception {
        var other = otherProcess();
        try {
            assertEquals("held", firstLine(other));
            var e = assertThrows(LockedException.class, () -> store.lock(FLEET));
            assertTrue(e.holder().startsWith("pid " + other.pid() + ", user "), e.holder());
            assertTrue(e.holder().endsWith(", rollout r-0000002a"), e.holder());
        } finally {
            other.destroyForcibly().waitFor();
        }
        store.lock(FLEET).close();
    }

    @Test
    void nothing_that_this_process_does_meanwhile_gives_its_lock_away() throws Exception {
        try (var lock = store.lock(FLEET);
                var open = store.create(SamplePlan.of("web01"))) {
            assertThrows(LockedException.class, () -> store.lock(FLEET));
            var second = new FileRolloutStore(state, CLOCK);
            assertThrows(LockedException.class, () -> second.lock(FLEET));
            store.history(FLEET);
            store.read(open.plan().id());
            lock.heldFor(open.plan().id());
            var other = otherProcess();
            assertEquals("locked", firstLine(other));
            assertEquals(0, other.waitFor());
            // It keeps the file open for as long as it is there itself: were it collected before, our lock would have
            // ended.
            assertThrows(LockedException.class, () -> second.lock(FLEET));
        }
    }

    @Test
    void a_lock_that_was_released_names_nobody() throws Exception {
        store.lock(FLEET).close();
        assertEquals("", Files.readString(state.resolve("prod/shop/lock")));
    }

    @Test
    void whoever_works_on_a_fleet_is_named_and_keeps_the_lock() throws Exception {
        var now = new FileRolloutStore(state, InstantSource.system());
        assertEquals(Optional.empty(), now.holder(FLEET));
        try (var lock = now.lock(FLEET)) {
            lock.heldFor(RolloutIds.of(42));
            assertTrue(
                    now.holder(FLEET).orElseThrow().contains("rollout " + RolloutIds.of(42)),
                    now.holder(FLEET)::toString);
            assertThrows(LockedException.class, () -> now.lock(FLEET));
        }
        assertEquals(Optional.empty(), now.holder(FLEET));
    }

    @Test
    void a_process_that_has_ended_or_began_later_works_on_nothing() throws Exception {
        var now = new FileRolloutStore(state, InstantSource.system());
        now.lock(FLEET).close();
        Path file;
        try (var files = Files.walk(state)) {
            file = files.filter(path -> path.endsWith("lock")).findFirst().orElseThrow();
        }
        var own = ProcessHandle.current().pid();
        Files.writeString(file, "pid " + own + ", user a, since 2100-01-01T00:00:00Z, rollout r-1\n");
        assertTrue(now.holder(FLEET).isPresent(), "this process is alive");
        Files.writeString(file, "pid " + own + ", user a, since 2001-01-01T00:00:00Z, rollout r-1\n");
        assertEquals(Optional.empty(), now.holder(FLEET), "another process had this number");
        Files.writeString(file, "pid 4194399, user a, since 2100-01-01T00:00:00Z\n");
        assertEquals(Optional.empty(), now.holder(FLEET), "no process has this number");
        Files.writeString(file, "anything else");
        assertEquals(Optional.empty(), now.holder(FLEET));
    }
}
