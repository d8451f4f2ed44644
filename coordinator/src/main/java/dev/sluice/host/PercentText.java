package dev.sluice.host;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Text on one line: the bytes of its UTF-8 form, with {@code %}, the backslash and all that is not printable ASCII as {@code %HH}. */
final class PercentText {
    private PercentText() {}

    /** @throws IllegalArgumentException when the text has a NUL, which no shell variable can hold */
    static String encode(String text) {
        var encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b == 0) {
                throw new IllegalArgumentException("a value for a host has a NUL character");
            }
            if (b >= ' ' && b <= '~' && b != '%' && b != '\\') {
                encoded.append((char) b);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
            }
        }
        return encoded.toString();
    }

    /** Takes what is not a valid escape literally: what a host sends is shown, not refused. */
    static String decode(String encoded) {
        return new String(bytes(encoded), StandardCharsets.UTF_8);
    }

    /** The same as bytes, for text that may be cut in the middle of a character. */
    static byte[] bytes(String encoded) {
        var bytes = new ByteArrayOutputStream();
        byte[] raw = encoded.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
            if (low < 0) {
                bytes.write(raw[i]);
            } else {
                bytes.write(high * 16 + low);
                i += 2;
            }
        }
        return bytes.toByteArray();
    }
}
