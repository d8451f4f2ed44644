package dev.sluice.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RequestCodecTest {
    private static final String PAUSE = "{\"v\":1,\"type\":\"Pause\",\"at\":\"2026-11-22T20:30:00Z\",\"by\":\"anna\"}";

    private final RequestCodec codec = new RequestCodec();

    @Test
    void a_request_is_written_as_it_was_read() throws CodecException {
        assertEquals(PAUSE, codec.encode(codec.decode(PAUSE)));
    }

    @Test
    void a_request_of_a_newer_sluice_is_told_apart() {
        var failure =
                assertThrows(NewerVersionException.class, () -> codec.decode(PAUSE.replace("\"v\":1", "\"v\":2")));
        assertEquals(
                "a request has version 2, and this Sluice reads up to version 1; use the Sluice that wrote it, or a newer one",
                failure.getMessage());
    }

    @Test
    void a_request_of_no_kind_is_refused() {
        var failure = assertThrows(CodecException.class, () -> codec.decode(PAUSE.replace("Pause", "Party")));
        assertTrue(String.valueOf(failure.getMessage()).startsWith("a request cannot be read: "), failure::getMessage);
    }
}
