package dev.sluice.artifact;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** One pattern of an {@link Exclusion} as a regular expression over paths whose directories end with a slash. */
final class GlobPattern {
    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int at;

    private GlobPattern(String glob) {
        this.glob = glob;
    }

    static String regex(String pattern) {
        try {
            String regex = translate(pattern);
            Pattern.compile(regex);
            return regex;
        } catch (PatternSyntaxException e) {
            throw refused(pattern, "it cannot be read: " + e.getDescription());
        }
    }

    private static String translate(String pattern) {
        if (pattern.startsWith("!")) {
            throw refused(
                    pattern, "negation is not supported; list only what is left out, or write \\! for the character");
        }
        boolean directoriesOnly = pattern.endsWith("/");
        String glob = pattern.substring(0, pattern.length() - (directoriesOnly ? 1 : 0));
        boolean anchored = glob.contains("/");
        String body = glob.startsWith("/") ? glob.substring(1) : glob;
        if (body.isBlank()) {
            throw refused(pattern, "it is empty");
        }
        String below = directoriesOnly ? "/.*" : "(?:/.*)?";
        return "(?:" + (anchored ? "" : "(?:.*/)?") + new GlobPattern(body).translated() + below + ")";
    }

    private String translated() {
        while (at < glob.length()) {
            if (!crossesComponents()) {
                character();
            }
        }
        return regex.toString();
    }

    /** A component {@code **} is any number of components, at the end at least one. */
    private boolean crossesComponents() {
        boolean first = at == 0 || glob.charAt(at - 1) == '/';
        if (!first || !glob.startsWith("**", at)) {
            return false;
        }
        if (at + 2 == glob.length() && at > 0) {
            regex.append(".+");
            at += 2;
            return true;
        }
        if (glob.startsWith("**/", at)) {
            regex.append("(?:.*/)?");
            at += 3;
            return true;
        }
        return false;
    }

    private void character() {
        int c = next();
        switch (c) {
            case '*' -> stars();
            case '?' -> regex.append("[^/]");
            case '[' -> characterClass();
            case '\\' -> literal(escaped());
            default -> literal(c);
        }
    }

    private void stars() {
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
        regex.append("[^/]*");
    }

    private void characterClass() {
        boolean negated = at < glob.length() && "!^".indexOf(glob.charAt(at)) >= 0;
        at += negated ? 1 : 0;
        // A bracket that comes first is one of the characters.
        int end = glob.indexOf(']', at + 1);
        if (end < 0) {
            throw refused(glob, "a [ has no ]; write \\[ for the character");
        }
        String members = glob.substring(at, end).replaceAll("[\\\\\\[\\]&^]", "\\\\$0");
        regex.append("(?!/)[").append(negated ? "^" : "").append(members).append(']');
        at = end + 1;
    }

    private int escaped() {
        if (at == glob.length()) {
            throw refused(glob, "it ends with a backslash");
        }
        return next();
    }

    private int next() {
        int c = glob.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private void literal(int c) {
        regex.append(Pattern.quote(Character.toString(c)));
    }

    private static IllegalArgumentException refused(String pattern, String why) {
        return new IllegalArgumentException("exclude pattern " + ShownText.quoted(pattern) + ": " + why);
    }
}
