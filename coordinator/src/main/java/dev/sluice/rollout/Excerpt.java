package dev.sluice.rollout;

import java.util.List;

/**
 * A few lines of text that explain a failure: of an answer, of a log, of what a tool wrote. Data of a host: within bounds, safe to print, and without the
 * secrets that Sluice knows.
 *
 * @param source where they are from, such as {@code /var/log/php8.2-fpm.log}
 * @param note why there are no lines, or what is missing; usually empty
 */
public record Excerpt(String source, List<String> lines, String note) {
    public Excerpt {
        lines = List.copyOf(lines);
    }

    public static Excerpt of(String source, List<String> lines) {
        return new Excerpt(source, lines, "");
    }

    /** For what could not be read. */
    public static Excerpt missing(String source, String why) {
        return new Excerpt(source, List.of(), why);
    }
}
