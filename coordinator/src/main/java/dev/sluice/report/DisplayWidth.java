package dev.sluice.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Computes how many columns of a terminal a text takes. Colours take none; characters of East Asian scripts take two. */
final class DisplayWidth {
    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;]*m");
    private static final String RESET = "\u001b[0m";
    /** Hangul Jamo, the first wide characters. A narrow character that is treated as wide only shortens a line. */
    private static final int FIRST_WIDE = 0x1100;

    private static final int FIRST_SIGN = 0x2E80;

    private DisplayWidth() {}

    static int of(String text) {
        return COLOUR.matcher(text)
                .replaceAll("")
                .codePoints()
                .map(DisplayWidth::of)
                .sum();
    }

    private static int of(int sign) {
        return switch (Character.getType(sign)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> sign >= FIRST_SIGN || (sign >= FIRST_WIDE && sign < 0x1200) ? 2 : 1;
        };
    }

    /** Cuts a text to the part that fits; colour codes are kept whole, and are reset where the text is cut. */
    static String cut(String text, int most) {
        if (of(text) <= most) {
            return text;
        }
        var kept = new StringBuilder();
        Matcher colour = COLOUR.matcher(text);
        int room = most - 1;
        int at = 0;
        while (at < text.length()) {
            if (colour.region(at, text.length()).lookingAt()) {
                kept.append(colour.group());
                at = colour.end();
                continue;
            }
            int sign = text.codePointAt(at);
            room -= of(sign);
            if (room < 0) {
                break;
            }
            kept.appendCodePoint(sign);
            at += Character.charCount(sign);
        }
        return kept.append('…').append(kept.indexOf("\u001b") < 0 ? "" : RESET).toString();
    }
}
