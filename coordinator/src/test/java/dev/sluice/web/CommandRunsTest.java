package dev.sluice.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.access.Caller;
import dev.sluice.access.Scope;
import dev.sluice.daemon.ServedSite;
import dev.sluice.web.CommandRun.Answering;
import dev.sluice.web.CommandRun.Order;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandRunsTest {
    private static final ServedSite SITE = new NoSite("shop");

    @TempDir
    private Path directory;

    private Instant now = Instant.parse("2026-12-01T12:00:00Z");
    private final CountDownLatch released = new CountDownLatch(1);

    private CommandRuns runs() {
        return new CommandRuns(new FakeCommands(released), directory.resolve("commands"), () -> now, new Random(1));
    }

    private static Caller caller(String name) {
        return new Caller(Caller.Kind.TOKEN, name, Set.of(Scope.READ));
    }

    private static Order order(String word, String key) {
        return new Order(SITE, caller("jenkins"), List.of(word), Answering.CALLER, key);
    }

    private static void awaitEnd(CommandRun run) {
        while (run.isRunning()) {
            Thread.onSpinWait();
        }
    }

    private static String last(CommandRun run) {
        var number = 1;
        var last = "";
        for (var line = run.output().line(1);
                line.isPresent();
                line = run.output().line(++number)) {
            last = line.get().json();
        }
        return last;
    }

    @Test
    void an_order_that_is_sent_again_with_its_key_begins_nothing() throws Exception {
        try (var runs = runs()) {
            var first = runs.begin(order("done", "0123456789abcdef"));
            assertSame(first, runs.begin(order("done", "0123456789abcdef")));
            var others = List.of(
                    runs.begin(order("done", "another-key-0123")),
                    runs.begin(order("done", "")),
                    runs.begin(order("done", "")));
            assertEquals(
                    4,
                    Stream.concat(Stream.of(first), others.stream()).distinct().count());
            awaitEnd(first); // it writes into the directory of the test
            others.forEach(CommandRunsTest::awaitEnd);
        }
    }

    @Test
    void a_run_belongs_to_its_caller() throws Exception {
        try (var runs = runs()) {
            var run = runs.begin(order("done", ""));
            assertSame(run, runs.of(run.id(), SITE, caller("jenkins")));
            assertEquals(
                    404,
                    assertThrows(Refusal.class, () -> runs.of(run.id(), SITE, caller("other")))
                            .status());
            assertEquals(
                    404,
                    assertThrows(Refusal.class, () -> runs.of(run.id(), new NoSite("other"), caller("jenkins")))
                            .status());
            awaitEnd(run);
        }
    }

    @Test
    void what_has_ended_is_forgotten_with_its_reports_after_an_hour() throws Exception {
        try (var runs = runs()) {
            var run = runs.begin(order("done", ""));
            awaitEnd(run);
            assertTrue(Files.exists(run.reports().resolve("result.json")));
            runs.tidy();
            now = now.plus(CommandRuns.KEPT).minus(Duration.ofMinutes(1));
            runs.tidy();
            assertSame(run, runs.of(run.id(), SITE, caller("jenkins")));
            now = now.plus(Duration.ofMinutes(2));
            runs.tidy();
            assertThrows(Refusal.class, () -> runs.of(run.id(), SITE, caller("jenkins")));
            assertFalse(Files.exists(run.reports()));
        }
    }

    @Test
    void what_only_shows_something_ends_when_nobody_reads_it_and_nothing_else_does() throws Exception {
        try (var runs = runs()) {
            var watch = runs.begin(order("watch", ""));
            var read = runs.begin(order("watch", ""));
            var release = runs.begin(order("wait", ""));
            read.output().add(() -> {});
            runs.tidy();
            now = now.plus(CommandRuns.UNREAD).plusSeconds(1);
            runs.tidy();
            awaitEnd(watch);
            assertTrue(last(watch).contains("\"exit\":143"), last(watch));
            assertTrue(read.isRunning());
            assertTrue(release.isRunning());
            released.countDown();
            awaitEnd(release);
            assertTrue(last(release).contains("\"exit\":0"), last(release));
        }
    }

    @Test
    void a_question_is_answered_by_its_caller_once() throws Exception {
        try (var runs = runs()) {
            var run = runs.begin(order("ask", ""));
            while (run.output().line(1).isEmpty()) {
                Thread.onSpinWait();
            }
            assertEquals(
                    "{\"n\":1,\"ask\":\"Really?\"}",
                    run.output().line(1).orElseThrow().json());
            run.answer(1, "yes");
            run.answer(1, "no");
            awaitEnd(run);
            assertEquals(
                    "{\"n\":2,\"out\":\"true\\n\"}",
                    run.output().line(2).orElseThrow().json());
            var silent = runs.begin(new Order(SITE, caller("jenkins"), List.of("ask"), Answering.NO_ONE, ""));
            awaitEnd(silent);
            assertEquals(
                    "{\"n\":1,\"out\":\"false\\n\"}",
                    silent.output().line(1).orElseThrow().json());
        }
    }

    @Test
    void a_defect_ends_the_run_and_its_words_stay_in_the_log() throws Exception {
        try (var runs = runs()) {
            var run = runs.begin(order("fail", ""));
            awaitEnd(run);
            assertTrue(last(run).contains("\"exit\":1"), last(run));
            assertFalse(run.output().line(1).orElseThrow().json().contains("secret words"));
        }
    }

    @Test
    void a_caller_with_too_many_runs_is_refused_and_those_that_ended_make_room() throws Exception {
        try (var runs = runs()) {
            var first = runs.begin(order("done", ""));
            awaitEnd(first);
            var waiting = new ArrayList<CommandRun>();
            for (int i = 0; i < CommandRuns.MOST_OF_CALLER; i++) {
                waiting.add(runs.begin(order("wait", "")));
            }
            assertThrows(Refusal.class, () -> runs.of(first.id(), SITE, caller("jenkins")));
            assertThrows(Refusal.class, () -> runs.begin(order("wait", "")));
            released.countDown();
            waiting.forEach(CommandRunsTest::awaitEnd);
        }
    }
}
