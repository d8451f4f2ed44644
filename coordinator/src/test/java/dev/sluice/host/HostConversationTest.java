package dev.sluice.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostConversationTest {
    private static final String NONCE = "0123456789abcdef";
    private static final HostScript SCRIPT = new HostScript("look", "answer OK");

    private final ExecutorService writer = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        writer.shutdownNow();
    }

    @Test
    void script_and_values_are_framed_by_the_nonce_and_values_stay_on_one_line() throws Exception {
        var sent = new ByteArrayOutputStream();
        hold(command(Map.of("b", "two\nlines 100%", "a", "-n ü \\ \"$HOME\"")), sent, "X OK\n");
        assertEquals("""
            X
            10
            answer OK
            X
            a=-n %C3%BC %5C "$HOME"
            b=two%0Alines 100%25
            X
            """.replace("X", NONCE), sent.toString(StandardCharsets.UTF_8));
    }

    @Test
    void an_answer_is_found_among_noise() throws Exception {
        var result = hold(command(Map.of()), """
                Welcome!
                X
                OK OK
                X BEGIN
                X ROW id=r1 live=yes
                noise
                X ROW id=r2
                X OK link=releases%2Fa%20b%0A
                """);
        assertTrue(result.ok());
        assertEquals("releases/a b\n", result.find("link").orElseThrow());
        assertEquals(List.of(Map.of("id", "r1", "live", "yes"), Map.of("id", "r2")), result.rows());
    }

    @Test
    void the_output_of_a_program_is_heard_as_it_comes_and_is_no_answer() throws Exception {
        var heard = new ByteArrayOutputStream();
        var command =
                new HostCommand(SCRIPT, Map.of(), new HostCommand.NoInput(), Duration.ofSeconds(9), heard::writeBytes);
        var result = hold(command, "X BEGIN\nX OUT a  b%0Ahalf a \nX ALIVE\nX OUT line %25%0AOK ERR%0A\nX OK\n");
        assertTrue(result.ok());
        assertEquals("a  b\nhalf a line %\nOK ERR\n", heard.toString(StandardCharsets.UTF_8));
        assertEquals(List.of(), result.rows());
    }

    @Test
    void an_error_has_its_code_and_values() throws Exception {
        var result = hold(command(Map.of()), "X ERR fenced fence=7\n");
        assertEquals("fenced", result.code());
        assertEquals("7", result.find("fence").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X OK a=1 a=2",
                "X OK a=b%00c",
                "X OK a=1 nothing",
                "X OK =1",
                "X OK A=1",
                "X ROW a=1 a=1",
                "X ERR",
                "X ERR FENCED a=1",
                "X ERR %1B[2J",
                "X YES",
                "X "
            })
    void what_no_script_answers_is_no_answer(String line) {
        var e = assertThrows(ConversationException.class, () -> hold(command(Map.of()), "X BEGIN\n" + line + "\n"));
        assertEquals(HostException.Kind.ANSWER, e.kind());
    }

    @Test
    void more_rows_or_values_than_an_answer_has_are_refused() {
        var e = assertThrows(ConversationException.class, () -> hold(command(Map.of()), "X ROW a=1\n".repeat(10_001)));
        assertTrue(e.toString().contains("more than 10000 rows"), e.toString());
        var line = new StringBuilder("X OK");
        for (int i = 0; i < 65; i++) {
            line.append(" k").append(i).append("=1");
        }
        e = assertThrows(ConversationException.class, () -> hold(command(Map.of()), line + "\n"));
        assertTrue(e.toString().contains("more than 64 values"), e.toString());
    }

    @Test
    void a_host_that_asks_for_consent_twice_is_not_answered_twice() {
        var e = assertThrows(
                ConversationException.class, () -> hold(confirmed(() -> true), "X BEGIN\nX READY\nX READY\nX OK\n"));
        assertEquals(HostException.Kind.ANSWER, e.kind());
    }

    @Test
    void half_an_answer_is_no_answer() {
        var e = assertThrows(
                ConversationException.class, () -> hold(command(Map.of()), "X BEGIN\nX OK link=releases%2Fa"));
        assertEquals(HostException.Kind.LOST, e.kind());
    }

    @Test
    void a_login_that_is_no_shell_is_told_apart_and_quoted() {
        var e = assertThrows(
                ConversationException.class,
                () -> hold(command(Map.of()), "This account is\u001b[31m currently not available."));
        assertEquals(HostException.Kind.PROTOCOL, e.kind());
        assertEquals(
                "no POSIX shell ran the script look; the host answered: This account is [31m currently not available.",
                e.getMessage());
    }

    @Test
    void the_answer_wins_over_a_payload_that_the_host_does_not_take() throws Exception {
        var full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        var result = hold(payload(out -> out.write(new byte[200_000])), full, "X BEGIN\nX ERR disk-full\n");
        assertEquals("disk-full", result.code());
    }

    @Test
    void the_answer_is_seen_while_the_payload_is_blocked() throws Exception {
        var blocked = new CountDownLatch(1);
        var result = hold(payload(out -> await(blocked)), "X ERR disk-full\n");
        assertEquals("disk-full", result.code());
        blocked.countDown();
    }

    @Test
    void a_payload_that_cannot_be_read_is_no_answer_of_the_host() {
        var e = assertThrows(ConversationException.class, () -> {
            try (var host = new FakeHost()) {
                host.closesWithInput("X BEGIN\nX ERR digest\n");
                HostConversation.hold(
                        payload(out -> {
                            throw new IOException("shop.tar: no such file");
                        }),
                        NONCE,
                        host.stdin,
                        host.stdout,
                        writer);
            }
        });
        assertTrue(e.toString().contains("shop.tar: no such file"), e.getMessage());
    }

    @Test
    void consent_is_asked_after_ready_and_told_to_the_host() throws Exception {
        assertEquals(List.of("asked", "GO"), confirm(true));
        assertEquals(List.of("asked", "NO"), confirm(false));
    }

    @Test
    void a_connection_lost_after_go_says_that_the_effect_is_unknown() {
        var e = assertThrows(ConversationException.class, () -> hold(confirmed(() -> true), "X BEGIN\nX READY\n"));
        assertTrue(e.toString().contains("after GO was sent: its effect is unknown"), e.getMessage());
        e = assertThrows(ConversationException.class, () -> hold(confirmed(() -> true), "X BEGIN\n"));
        assertTrue(e.toString().contains("before it received GO: nothing was changed"), e.getMessage());
    }

    @Test
    void endless_output_is_refused() {
        var endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        var e = assertThrows(
                ConversationException.class,
                () -> HostConversation.hold(
                        command(Map.of()), NONCE, OutputStream.nullOutputStream(), endless, writer));
        assertTrue(e.toString().contains("more than 16777216 bytes"), e.getMessage());
    }

    @Test
    void what_cannot_be_a_value_is_refused_before_anything_is_sent() {
        assertThrows(IllegalArgumentException.class, () -> hold(command(Map.of("a", "\0")), "X OK\n"));
        assertThrows(IllegalArgumentException.class, () -> hold(command(Map.of("a b", "")), "X OK\n"));
    }

    @Test
    void the_exec_request_is_one_quoted_word_for_every_login_shell() {
        var text = HostConversation.bootstrap();
        assertFalse(text.contains("'") || text.contains("!") || text.contains("\n") || text.contains("\\\\"), text);
        assertEquals("exec /bin/sh -c '" + text + "'", HostConversation.COMMAND);
    }

    private List<String> confirm(boolean consent) throws Exception {
        var events = new ArrayList<String>();
        try (var host = new FakeHost()) {
            host.answersConsent();
            var result = HostConversation.hold(
                    confirmed(() -> {
                        events.add("asked");
                        return consent;
                    }),
                    NONCE,
                    host.stdin,
                    host.stdout,
                    writer);
            events.add(result.find("heard").orElseThrow());
        }
        return events;
    }

    private CommandResult hold(HostCommand command, String answer) throws ConversationException {
        return hold(command, OutputStream.nullOutputStream(), answer);
    }

    private CommandResult hold(HostCommand command, OutputStream stdin, String answer) throws ConversationException {
        var stdout = new ByteArrayInputStream(answer.replace("X", NONCE).getBytes(StandardCharsets.UTF_8));
        return HostConversation.hold(command, NONCE, stdin, stdout, inOrder(command));
    }

    /** Without a payload the writing is over before the reading begins, so that a test can look at what was sent. */
    private Executor inOrder(HostCommand command) {
        return command.input() instanceof HostCommand.Payload ? writer : Runnable::run;
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static HostCommand command(Map<String, String> values) {
        return HostCommand.of(SCRIPT, values, Duration.ofSeconds(5));
    }

    private static HostCommand payload(HostCommand.Writer payload) {
        return new HostCommand(SCRIPT, Map.of(), new HostCommand.Payload(payload), Duration.ofSeconds(5));
    }

    private static HostCommand confirmed(HostCommand.Consent consent) {
        return new HostCommand(SCRIPT, Map.of(), new HostCommand.Confirmed(consent), Duration.ofSeconds(5));
    }

    /** The other end of two pipes. */
    private final class FakeHost implements AutoCloseable {
        private final PipedOutputStream stdin = new PipedOutputStream();
        private final PipedInputStream stdout = new PipedInputStream();
        private final PipedInputStream heard = new PipedInputStream(stdin);
        private final PipedOutputStream said = new PipedOutputStream(stdout);

        FakeHost() throws IOException {}

        void closesWithInput(String answer) {
            writer.execute(() -> {
                try (said) {
                    heard.readAllBytes();
                    say(answer);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }

        void answersConsent() {
            writer.execute(() -> {
                try (said) {
                    say("X BEGIN\nX READY\n");
                    var all = new String(heard.readAllBytes(), StandardCharsets.UTF_8);
                    say("X OK heard=" + all.strip().substring(all.strip().length() - 2) + "\n");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }

        private void say(String lines) throws IOException {
            said.write(lines.replace("X", NONCE).getBytes(StandardCharsets.UTF_8));
            said.flush();
        }

        @Override
        public void close() throws IOException {
            said.close();
            heard.close();
        }
    }
}
