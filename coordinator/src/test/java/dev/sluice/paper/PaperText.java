package dev.sluice.paper;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Text as a host sends it: {@code %}, the backslash, the blank and all that is not printable ASCII as {@code %HH}. */
final class PaperText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PaperText() {}

    static String encode(String text) {
        var encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b <= '~' && b != '%' && b != '\\') {
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
