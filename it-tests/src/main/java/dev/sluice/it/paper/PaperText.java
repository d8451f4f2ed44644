package dev.sluice.it.paper;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Text as it travels: all but the plainest of its UTF-8 bytes as {@code %HH}. */
final class PaperText {
    private static final String PLAIN = "._/:@,+=-";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PaperText() {}

    static String encode(String text) {
        var encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && (Character.isLetterOrDigit(b) || PLAIN.indexOf(b) >= 0)) {
                encoded.append((char) b);
                continue;
            }
            encoded.append('%').append(HEX.toHexDigits(b));
        }
        return encoded.toString();
    }

    static String decode(String encoded) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) != '%') {
                bytes.write(encoded.charAt(i));
                continue;
            }
            bytes.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
            i += 2;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
