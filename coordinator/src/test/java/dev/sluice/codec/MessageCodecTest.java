package dev.sluice.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.message.Letter;
import dev.sluice.message.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
    private static final Message HELD = new Message(
            "7",
            Instant.parse("2026-11-30T21:30:00Z"),
            "held",
            "prod/shop",
            "waits",
            Optional.empty(),
            List.of("one"),
            List.of(),
            List.of("sluice promote"));

    private final MessageCodec codec = new MessageCodec();

    @Test
    void every_letter_is_one_line_that_is_read_as_it_was_written() throws CodecException {
        var samples = new Samples(1);
        for (int i = 0; i < 60; i++) {
            var letter = samples.some(Letter.class);
            var text = codec.encode(letter);
            assertEquals(letter, codec.decode(text));
            assertTrue(text.chars().allMatch(c -> c >= ' ' && c <= '\u007f'), text);
        }
    }

    @Test
    void a_webhook_receives_the_message_with_its_version() {
        assertEquals(
                "{\"v\":1,\"id\":\"7\",\"at\":\"2026-11-30T21:30:00Z\",\"type\":\"held\",\"fleet\":\"prod/shop\","
                        + "\"title\":\"waits\",\"lines\":[\"one\"],\"why\":[],\"next\":[\"sluice promote\"]}",
                codec.encode(HELD));
    }

    @Test
    void a_letter_of_a_newer_sluice_is_refused_by_its_number() {
        var text = codec.encode(new Samples(1).some(Letter.class)).replace("{\"v\":1,", "{\"v\":2,");
        var newer = assertThrows(NewerVersionException.class, () -> codec.decode(text));
        assertTrue(newer.toString().contains("a message has version 2"), newer::toString);
    }
}
