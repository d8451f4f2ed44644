package dev.sluice.codec;

import dev.sluice.message.Letter;
import dev.sluice.message.Message;

/** Messages as JSON objects on one line, ASCII only: {@code {"v":1,"id":"…","at":"2026-11-30T21:30:00Z","type":"held","fleet":"prod/shop",…}}. */
public final class MessageCodec {
    private static final int VERSION = 1;
    private static final String WHAT = "a message";

    private static final Json JSON = new Json(mapper -> mapper);

    /** What a webhook receives. */
    public String encode(Message message) {
        return JSON.line(JSON.object().put("v", VERSION).setAll(JSON.fields(message)));
    }

    /** @throws IllegalArgumentException when it could not be read back unchanged */
    public String encode(Letter letter) {
        var text = JSON.line(JSON.object().put("v", VERSION).setAll(JSON.fields(letter)));
        try {
            Json.requireSame(letter, decode(text), WHAT);
        } catch (CodecException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return text;
    }

    /** @throws NewerVersionException when a newer Sluice wrote it */
    public Letter decode(String text) throws CodecException {
        var object = JSON.parse(text, WHAT);
        var version = JSON.takeVersion(object, WHAT);
        if (version > VERSION) {
            throw new NewerVersionException(WHAT, version, VERSION);
        }
        return JSON.value(object, Letter.class, WHAT);
    }
}
