package dev.sluice.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.SecretSource;
import dev.sluice.http.OkWebPost;
import dev.sluice.message.Letter;
import dev.sluice.message.Message;
import dev.sluice.message.Messages;
import dev.sluice.notify.UndeliveredException.Kind;
import dev.sluice.playbook.Notification;
import dev.sluice.secret.LocalSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOutboxTest {
    private static final Notification TO = Messages.webhook("https://a.example");
    private static final Notification OTHER = Messages.webhook("https://b.example");

    @TempDir
    private Path directory;

    private Path state;
    private final Clock clock = new Clock();
    private final BlockingQueue<String> carried = new LinkedBlockingQueue<>();

    /** A clock that is set. */
    private static final class Clock implements InstantSource {
        private volatile Instant now = Messages.AT;

        @Override
        public Instant instant() {
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }
    }

    @BeforeEach
    void state() {
        state = directory.resolve("state");
    }

    private void accept(Letter letter) {
        carried.add(letter.message().id() + " " + letter.to().webhook().orElseThrow());
    }

    private static Carrier refusing(Kind kind, String words) {
        return letter -> {
            throw new UndeliveredException(kind, words);
        };
    }

    /** Another process of the same state directory puts these, and ends. */
    private void process(Carrier carrier, Notification to, String... ids) {
        try (var outbox = new FileOutbox(state, carrier, clock)) {
            outbox.deliver();
            for (var id : ids) {
                outbox.put(Messages.of(id), to);
            }
        }
    }

    private List<String> files(String name) throws IOException {
        var found = state.resolve(".outbox").resolve(name);
        try (var all = Files.list(found)) {
            return all.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    @Test
    void a_message_is_delivered_once_to_each_that_is_notified() throws Exception {
        process(this::accept, TO, "1", "2", "1");
        process(this::accept, OTHER, "1");
        process(this::accept, TO, "1", "2");
        assertEquals(
                List.of("1 https://a.example", "1 https://b.example", "2 https://a.example"),
                carried.stream().sorted().toList());
        assertEquals(List.of(), files("pending"));
        assertEquals(3, files("sent").size());
    }

    @Test
    void what_failed_is_tried_again_by_the_next_process_when_it_is_time() {
        process(refusing(Kind.LATER, "status 500"), TO, "1");
        process(this::accept, TO);
        assertEquals(0, carried.size());
        clock.pass(Duration.ofSeconds(5));
        process(this::accept, TO);
        assertEquals(List.of("1 https://a.example"), List.copyOf(carried));
        assertEquals(new UndeliveredLetters(0, 0, ""), UndeliveredLetters.in(state));
    }

    @Test
    void what_is_never_accepted_or_a_day_old_is_kept_and_reported() throws Exception {
        process(refusing(Kind.NEVER, "status 404"), TO, "1");
        assertEquals(
                new UndeliveredLetters(0, 1, "webhook https://a.example: status 404"), UndeliveredLetters.in(state));
        process(refusing(Kind.LATER, "status 500"), OTHER, "2");
        assertEquals(1, UndeliveredLetters.in(state).waiting());
        clock.pass(Duration.ofHours(25));
        process(this::accept, OTHER);
        assertEquals(0, carried.size());
        assertEquals(0, UndeliveredLetters.in(state).waiting());
        try (var outbox = new FileOutbox(state, this::accept, clock)) {
            assertEquals(2, outbox.givenUp());
        }
        var dead = state.resolve(".outbox/dead");
        for (var name : files("dead")) {
            Files.move(dead.resolve(name), state.resolve(".outbox/pending").resolve(name));
        }
        clock.pass(Duration.ofHours(1));
        process(this::accept, TO);
        assertEquals(2, carried.size());
    }

    @Test
    void one_that_hangs_holds_up_neither_another_nor_the_end_of_the_process() throws Exception {
        var end = new CountDownLatch(1);
        Carrier carrier = letter -> {
            if (letter.to().equals(TO)) {
                await(end);
            }
            accept(letter);
        };
        try (var outbox = new FileOutbox(state, carrier, clock)) {
            outbox.put(Messages.of("1"), TO);
            outbox.put(Messages.of("2"), OTHER);
            assertEquals("2 https://b.example", carried.take());
        }
        // It has ended, and still nothing came of the first.
        assertEquals(1, files("pending").size());
        assertEquals(
                "webhook https://a.example: no answer before the process ended",
                UndeliveredLetters.in(state).lastFailure());
        end.countDown();
        assertEquals("1 https://a.example", carried.take());
        awaitSent(2);
    }

    private void awaitSent(int count) throws IOException {
        while (files("sent").size() < count || !files("pending").isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void after_a_signal_the_process_ends_at_once_and_the_message_is_kept() throws Exception {
        var end = new CountDownLatch(1);
        long begin;
        try (var outbox = new FileOutbox(state, letter -> await(end), clock)) {
            outbox.put(Messages.of("1"), TO);
            outbox.hurry();
            begin = System.nanoTime();
        }
        var took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, took::toString);
        assertEquals(1, files("pending").size());
        end.countDown();
        awaitSent(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void while_nobody_answers_the_messages_behind_are_not_tried() throws Exception {
        var files = new LetterFiles(state);
        files.add(Letter.of(Messages.of("1"), TO));
        files.add(Letter.of(Messages.of("2"), TO));
        var tried = new ArrayList<String>();
        var postman = new Postman(
                files,
                letter -> {
                    tried.add(letter.message().id());
                    throw new UndeliveredException(Kind.SILENT, "no answer");
                },
                clock);
        assertFalse(postman.deliver("a", files.pending()));
        assertEquals(1, tried.size());
    }

    @Test
    void another_process_has_the_recipient_until_it_ends() throws Exception {
        var files = new LetterFiles(state);
        try (var held = files.claim("a").orElseThrow()) {
            assertFalse(files.claim("a").isPresent(), held::toString);
            assertTrue(files.claim("b").isPresent());
        }
        assertTrue(files.claim("a").isPresent());
    }

    @Test
    void two_processes_deliver_a_message_once() throws Exception {
        try (var one = new FileOutbox(state, this::accept, clock);
                var other = new FileOutbox(state, this::accept, clock)) {
            for (int i = 0; i < 20; i++) {
                (i % 2 == 0 ? one : other).put(Messages.of(Integer.toString(i)), TO);
            }
            for (int i = 0; i < 20; i++) {
                carried.take();
            }
        }
        assertEquals(0, carried.size());
        assertEquals(20, files("sent").size());
    }

    @Test
    void files_of_messages_are_for_their_owner_only_and_damaged_ones_are_passed_over() throws Exception {
        process(refusing(Kind.LATER, "x"), TO, "1");
        var pending = state.resolve(".outbox/pending");
        var file = pending.resolve(files("pending").get(0));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(pending)));
        Files.writeString(pending.resolve("torn.json"), "{\"v\":1,");
        clock.pass(Duration.ofMinutes(1));
        process(this::accept, TO);
        assertEquals(1, carried.size());
    }

    @Test
    void of_what_was_given_up_the_newest_thousand_are_kept() throws IOException {
        var dead = Files.createDirectories(state.resolve(".outbox/dead"));
        for (int number = 0; number < 1_003; number++) {
            var file = Files.createFile(dead.resolve("letter" + number + ".json"));
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L - number));
        }
        new LetterFiles(state).tidy(Instant.ofEpochMilli(0));
        assertEquals(1_000, dead.toFile().list().length);
        assertFalse(Files.exists(dead.resolve("letter1000.json")));
        assertTrue(Files.exists(dead.resolve("letter999.json")));
    }

    @Test
    void a_state_directory_that_cannot_be_written_loses_the_message_and_nothing_else() throws IOException {
        Files.writeString(state, "a file");
        process(this::accept, TO, "1");
        assertEquals(0, carried.size());
    }

    @Test
    void a_real_server_that_fails_once_receives_the_message_the_second_time() throws Exception {
        try (var receiver = new Receiver(500, 200)) {
            real(Messages.webhook(receiver.url()), Messages.of("1"));
            clock.pass(Duration.ofSeconds(6));
            try (var outbox = real()) {
                outbox.deliver();
            }
            assertEquals(receiver.take().body(), receiver.take().body());
            assertFalse(files("sent").isEmpty());
        }
    }

    @Test
    void a_real_server_that_hangs_does_not_hold_the_process() throws Exception {
        try (var receiver = new Receiver(0)) {
            real(Messages.webhook(receiver.url()), Messages.of("1"));
            receiver.take();
            var undelivered = UndeliveredLetters.in(state);
            assertEquals(1, undelivered.waiting());
            assertTrue(undelivered.lastFailure().endsWith("no answer before the process ended"), undelivered::toString);
        }
    }

    private void real(Notification to, Message message) {
        try (var outbox = real()) {
            outbox.put(message, to);
        }
    }

    private FileOutbox real() {
        SecretSource secrets = new LocalSecrets(Map.of());
        return new FileOutbox(state, new OkWebPost(), () -> secrets, clock);
    }
}
