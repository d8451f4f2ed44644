package dev.sluice.artifact;

/** Text from an artifact for a message: one line, no control or direction characters, not long. */
final class ShownText {
    private static final int LONGEST = 160;

    private ShownText() {}

    static String quoted(String text) {
        return '"' + of(text) + '"';
    }

    static String of(String text) {
        StringBuilder harmless = new StringBuilder();
        shortened(text).codePoints().forEach(c -> append(harmless, c));
        return harmless.toString();
    }

    private static void append(StringBuilder harmless, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> harmless.append(escaped(c));
            default -> harmless.appendCodePoint(c);
        }
    }

    private static String escaped(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> c <= 0xFF ? String.format("\\x%02x", c) : String.format("\\u%04x", c);
        };
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int half = LONGEST / 2;
        return text.substring(0, half) + "…" + text.substring(text.length() - half);
    }
}
