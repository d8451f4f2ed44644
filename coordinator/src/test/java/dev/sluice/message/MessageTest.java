package dev.sluice.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.CodecException;
import dev.sluice.codec.MessageCodec;
import dev.sluice.document.HarmlessText;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageTest {
    @Test
    void text_of_a_host_is_one_harmless_line_each() {
        var message = Messages.of("1", Messages.HOSTILE);
        assertTrue(MessageText.lines(message).stream().allMatch(HarmlessText::isHarmless), message::toString);
        assertTrue(message.why().get(0).startsWith("<!channel> <@U1> & <script> Bcc:"), message::toString);
    }

    @Test
    void a_message_is_limited() {
        var many = Collections.nCopies(10_000, "x".repeat(10_000));
        var message =
                new Message("1", Messages.AT, "failed", "prod/shop", many.get(0), Optional.empty(), many, many, many);
        assertEquals(40, message.why().size());
        assertEquals("and 9961 more lines", message.why().get(39));
        assertTrue(new MessageCodec().encode(message).length() < 40_000);
        var names =
                HostNames.of(IntStream.range(0, 800).mapToObj(i -> "web" + i).toList());
        assertTrue(names.toString().endsWith("web19 and 780 more"), names::toString);
    }

    @Test
    void a_character_that_the_limit_cuts_in_two_is_not_kept() throws CodecException {
        var message = Messages.of("1", "x".repeat(298) + "\ud83d\ude00\ud83d\ude00");
        var letter = Letter.of(message, Messages.slack("env:HOOK"));
        assertEquals(letter, new MessageCodec().decode(new MessageCodec().encode(letter)));
    }

    @Test
    void the_json_of_a_message_is_ascii_and_has_no_line_feed() {
        var json = new MessageCodec().encode(Messages.of("1", Messages.HOSTILE + "ü"));
        assertTrue(json.chars().allMatch(c -> c >= ' ' && c < 127), json);
        assertTrue(json.startsWith("{\"v\":1,\"id\":\"1\",\"at\":\"2026-11-30T21:30:00Z\",\"type\":\"held\""), json);
    }

    @Test
    void people_read_who_started_and_approved_what() {
        assertEquals(
                List.of(
                        "release of 20261130-213000-9f3c1ab (23,192 files, 412 MB), before: 20261129-213000-1b22c0d",
                        "rollout r-7f3a09bc, started by anna@ci pid 7, approved by bob",
                        "12 hosts",
                        "do not serve it: web02",
                        "why   why",
                        "next  sluice promote r-7f3a09bc continues"),
                MessageText.lines(Messages.of("1")));
    }

    @Test
    void an_attempt_is_repeated_ever_later_for_a_day() {
        var letter = Letter.of(Messages.of("1"), Messages.slack("env:HOOK"));
        assertTrue(letter.isDue(Messages.AT));
        var now = Messages.AT;
        for (int seconds : List.of(5, 20, 80, 320, 1280, 1800, 1800)) {
            letter = letter.failed(now, "no answer");
            assertFalse(letter.isDue(now.plusSeconds(seconds - 1)));
            now = now.plusSeconds(seconds);
            assertTrue(letter.isDue(now));
            assertFalse(letter.isOver(now));
        }
        assertTrue(letter.isOver(Messages.AT.plus(Duration.ofHours(24)).plusSeconds(1)));
    }

    @Test
    void a_clock_that_was_wrong_holds_no_letter_up() {
        var letter = Letter.of(Messages.of("1"), Messages.slack("env:HOOK"))
                .failed(Instant.parse("2036-01-01T00:00:00Z"), "x");
        assertTrue(letter.isDue(Messages.AT));
    }
}
