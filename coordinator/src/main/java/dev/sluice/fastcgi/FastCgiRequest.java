package dev.sluice.fastcgi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One request in the role of a responder, as bytes (FastCGI Specification 1.0, sections 3.3, 3.4, 5 and 6.2).
 *
 * @param parameters what CGI calls environment variables
 */
record FastCgiRequest(Map<String, String> parameters, String body) {
    /** Several may share a connection; one does not. */
    private static final int ID = 1;

    private static final int LARGEST_CONTENT = 0xffff;
    private static final int SHORT_LENGTH = 0x7f;

    /** Role responder, and no flag: the other side closes the connection when it has answered. */
    private static final byte[] RESPONDER = {0, 1, 0, 0, 0, 0, 0, 0};

    byte[] bytes() {
        var out = new ByteArrayOutputStream();
        record(out, RecordType.BEGIN_REQUEST, RESPONDER, 0, RESPONDER.length);
        stream(out, RecordType.PARAMS, pairs());
        stream(out, RecordType.STDIN, body.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private byte[] pairs() {
        var out = new ByteArrayOutputStream();
        parameters.forEach((name, value) -> {
            var key = name.getBytes(StandardCharsets.UTF_8);
            var text = value.getBytes(StandardCharsets.UTF_8);
            length(out, key.length);
            length(out, text.length);
            out.writeBytes(key);
            out.writeBytes(text);
        });
        return out.toByteArray();
    }

    private static void length(ByteArrayOutputStream out, int length) {
        if (length > SHORT_LENGTH) {
            out.write(length >>> 24 | 0x80);
            out.write(length >>> 16);
            out.write(length >>> 8);
        }
        out.write(length);
    }

    /** In records as large as they may be; an empty one ends it. */
    private static void stream(ByteArrayOutputStream out, RecordType type, byte[] content) {
        for (int from = 0; from < content.length; from += LARGEST_CONTENT) {
            record(out, type, content, from, Math.min(LARGEST_CONTENT, content.length - from));
        }
        record(out, type, content, 0, 0);
    }

    private static void record(ByteArrayOutputStream out, RecordType type, byte[] content, int from, int length) {
        out.write(RecordType.VERSION);
        out.write(type.number());
        out.write(0);
        out.write(ID);
        out.write(length >>> 8);
        out.write(length);
        out.write(0); // padding
        out.write(0); // reserved
        out.write(content, from, length);
    }
}
