package dev.sluice.it.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.Command;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.fleet.Signal;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Live trees that nobody would make on purpose: each is taken over, or refused with what is in the way, in bounded time, and nothing beside the
 * site is changed. {@code -Dsluice.it.hostile=300} is how many seeds the series has, {@code -Dsluice.it.hostile.first=0} its first one.
 */
class HostileTreesTest {
    private static final int MANY = Integer.getInteger("sluice.it.hostile", 300);
    private static final int FIRST = Integer.getInteger("sluice.it.hostile.first", 0);
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final RealFleet FLEET = RealFleet.of(1).workers(1).start();
    private static final RealHost HOST = FLEET.host(1);
    private static final Path OUTSIDE = FLEET.directory().resolve("outside");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @AfterAll
    static void close() throws IOException {
        clear();
        FLEET.close();
    }

    /** By absolute paths only: whatever is wrong with the site's directory, nothing else is removed. */
    private static void clear() throws IOException {
        var site = HOST.sitePath();
        Command.run(List.of(
                "sh",
                "-c",
                // The kernel shows a blank or a line feed in a name as \040 or \012.
                "grep -o \" $1/[^ ]*\" /proc/mounts | sort -r | while IFS= read -r at; do"
                        + " at=$(printf \"$(printf %s \"${at# }\" | sed 's/%/%%/g').\"); umount -l \"${at%.}\"; done;"
                        + " chmod -R u+rwx \"$1\" 2>/dev/null; rm -rf -- \"$1\" \"$2\"",
                "sh",
                site.toString(),
                OUTSIDE.toString()));
        Files.createDirectories(site);
        Files.createDirectories(OUTSIDE);
        Files.writeString(OUTSIDE.resolve("file"), "<?php // not the site's\n");
    }

    private static String make(int seed) throws IOException {
        HOST.fpm().signalAll(Signal.KILL);
        clear();
        HOST.fpm().start();
        HOST.site().make(SampleSite.of("live").resolvingItsRootOnce());
        var random = new Random(seed);
        var chosen = Hostility.ofSeed(seed);
        var script = chosen.stream().map(hostility -> hostility.in(random)).collect(Collectors.joining());
        Command.run(List.of(
                "sh",
                "-c",
                "OUTSIDE=$2; cd \"$1\" || exit\n{ " + script + "\n} >/dev/null 2>&1",
                "sh",
                HOST.sitePath().toString(),
                OUTSIDE.toString()));
        return seed + " (" + chosen.stream().map(Hostility::name).collect(Collectors.joining(", ")) + ")";
    }

    /** Returns what came of it: the exit codes of both commands. */
    private String takeOver(int seed) throws IOException {
        var what = make(seed);
        var operator = Operator.of(
                FLEET,
                PlaybookText.simple().release("docroot: public, shared: { directories: [storage] }"),
                Files.createDirectory(directory.resolve("seed-" + seed)));
        var adopted = bounded(what, () -> operator.run("adopt", "--yes"));
        var released = bounded(what, () -> operator.release(SampleSite.of("new").resolvingItsRootOnce()));
        if (released.exitCode() == 0) {
            assertEquals(SeenHost.on("new"), SeenHost.of(HOST), what);
        }
        try (var left = Files.list(OUTSIDE)) {
            assertEquals(List.of(OUTSIDE.resolve("file")), left.toList(), what);
        }
        assertEquals("<?php // not the site's\n", Files.readString(OUTSIDE.resolve("file")), what);
        System.out.println(what + ": adopt " + adopted.exitCode() + ", release " + released.exitCode()
                + (adopted.exitCode() == 0 ? "" : "\n    " + reason(adopted))
                + (released.exitCode() == 0 ? "" : "\n    " + reason(released)));
        return adopted.exitCode() + " and " + released.exitCode();
    }

    private static String reason(Ended ended) {
        return ended.said()
                .lines()
                .filter(line -> line.contains("✗") || line.startsWith("sluice: "))
                .findFirst()
                .orElse(ended.said());
    }

    private static Ended bounded(String what, Supplier<Ended> command) {
        var began = System.nanoTime();
        var ended = command.get();
        var took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(BOUND) < 0, () -> what + " took " + took + "\n" + ended);
        assertTrue(List.of(0, 4, 5, 6, 11).contains(ended.exitCode()), () -> what + "\n" + ended);
        if (ended.exitCode() != 0) {
            assertTrue(
                    ended.said()
                            .matches("(?s).*(current|releases|shared|\\.sluice|public|lib|/live|/healthz answered).*"),
                    () -> what + " is refused without what is in the way:\n" + ended);
        }
        return ended;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 23, 24, 25, 31, 57})
    void a_hostile_tree_is_taken_over_or_refused_with_what_is_in_the_way(int seed) throws IOException {
        takeOver(seed);
    }

    @Test
    @Tag("everything")
    @Timeout(7200)
    void each_of_many_hostile_trees_ends_in_bounded_time() throws IOException {
        var outcomes = new TreeMap<String, Integer>();
        var broken = new ArrayList<String>();
        for (int seed = FIRST; seed < FIRST + MANY; seed++) {
            try {
                outcomes.merge(takeOver(seed), 1, Integer::sum);
            } catch (AssertionError | RuntimeException e) {
                broken.add(String.valueOf(e.getMessage()));
                System.out.println("BROKEN " + e.getMessage());
            }
        }
        System.out.println("exit codes of adopt and release over " + MANY + " trees: " + outcomes);
        assertEquals(List.of(), broken);
    }
}
