package dev.sluice.engine;

import java.util.regex.Pattern;

/** Masks what resembles a password or token in a line of a log: Sluice does not know all secrets of a site, and some sites log them. */
final class LikelySecrets {
    /** Longer lines are shortened before they are searched. */
    private static final int MOST_CHARS = 4_000;

    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|authorization|cookie)[\\w-]{0,20}"
                    + "[\"']?\\s{0,4}(?:=>|[=:])\\s{0,4}(?:(?:bearer|basic)\\s+)?)(?:\"[^\"]*\"|'[^']*'|[^\\s,;&\"')}]+)");

    private static final Pattern IN_URL = Pattern.compile("(?<=://)([^\\s/:@]{0,100}):[^\\s/@]{1,200}@");

    private LikelySecrets() {}

    static String masked(String line) {
        var text = line.length() <= MOST_CHARS ? line : line.substring(0, MOST_CHARS);
        var named = NAMED.matcher(text).replaceAll("$1[secret]");
        return IN_URL.matcher(named).replaceAll("$1:[secret]@");
    }
}
