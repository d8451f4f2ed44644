package dev.sluice.document;

import java.util.regex.Pattern;

/** Text from a host, made safe to print: everything that a host sends is data. */
public final class HarmlessText {
    /** ECMA-48 control sequences, operating system commands, and Jenkins' console notes, which hide between two of the first kind. */
    private static final Pattern SEQUENCES = Pattern.compile(
            "\\x1b\\[8mha:[A-Za-z0-9+/=]*(\\x1b\\[0m)?|\\x1b\\[[0-?]*[ -/]*[@-~]|\\x1b\\][^\\x07\\x1b]*(\\x07|\\x1b\\\\)?"
                    + "|\\x1b[ -/]*[0-~]");

    /** Controls but for line breaks, and format characters: those turn the reading direction, or cannot be seen. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029&&[^\\n]]");

    private HarmlessText() {}

    /** Whether it is one line that can be shown as it is. */
    public static boolean isHarmless(String raw) {
        return raw.indexOf('\n') < 0 && !INVISIBLE.matcher(raw).find();
    }

    /** The whole text, lines kept. */
    public static String lines(String raw) {
        var plain = SEQUENCES.matcher(raw.replace("\r\n", "\n")).replaceAll("");
        return INVISIBLE.matcher(plain).replaceAll(" ").strip();
    }

    /**
     * At most that many characters, in one line.
     *
     * @param most characters, an ellipsis included
     */
    public static String line(String raw, int most) {
        var line = lines(raw).replace('\n', ' ');
        return line.length() <= most ? line : line.substring(0, most - 1) + "…";
    }
}
