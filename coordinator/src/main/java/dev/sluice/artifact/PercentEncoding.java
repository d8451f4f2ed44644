package dev.sluice.artifact;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.IntPredicate;

/**
 * Percent-encoding (RFC 3986, section 2.1) of UTF-8 bytes, upper-case digits. A field of a manifest keeps printable
 * ASCII but space, {@code %} and backslash, so that a shell's {@code printf} and {@code read} leave it alone.
 */
final class PercentEncoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    /** {@code -} stands for empty, so that a lone dash is encoded. */
    static String field(String value) {
        if (value.isEmpty()) {
            return "-";
        }
        return value.equals("-") ? "%2D" : encode(value, c -> c > ' ' && c <= '~' && c != '%' && c != '\\');
    }

    static String fieldValue(String field) {
        return field.equals("-") ? "" : decode(field);
    }

    /** A path as a URI has it: only characters without a meaning there stay as they are. */
    static String uriPath(String path) {
        return encode(path, c -> "/._-".indexOf(c) >= 0 || (c < 0x80 && Character.isLetterOrDigit(c)));
    }

    /** Bytes that are not UTF-8 become U+FFFD. */
    static String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                bytes.write(c);
                continue;
            }
            if (i + 2 >= text.length()) {
                throw new IllegalArgumentException("% without two digits at its end");
            }
            bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
            i += 2;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String encode(String value, IntPredicate plain) {
        if (value.chars().allMatch(plain)) {
            return value;
        }
        StringBuilder encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xFF;
            encoded.append(plain.test(c) ? String.valueOf((char) c) : "%" + HEX.toHexDigits(b));
        }
        return encoded.toString();
    }
}
