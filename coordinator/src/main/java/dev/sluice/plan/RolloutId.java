package dev.sluice.plan;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of one rollout: {@code r-} and 32 hexadecimal digits, so that no two rollouts of any machines share one. Records of earlier versions have
 * eight digits. People see the first eight, and may give any unique prefix.
 */
public record RolloutId(String value) implements Comparable<RolloutId> {
    private static final Pattern FORM = Pattern.compile("r-([0-9a-f]{32}|[0-9a-f]{8})");
    private static final int SHOWN_CHARS = "r-".length() + 8;

    public RolloutId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is not a rollout id such as r-7f3a09bc");
        }
    }

    /** An id from 128 random bits. */
    public static RolloutId of(long high, long low) {
        return new RolloutId("r-%016x%016x".formatted(high, low));
    }

    /** Parses an id; empty if the text is not one. */
    public static Optional<RolloutId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new RolloutId(text)) : Optional.empty();
    }

    /** Shortens a text that is an id to the form that people see; returns any other text unchanged. */
    public static String shorten(String text) {
        return parse(text).map(RolloutId::toString).orElse(text);
    }

    @Override
    public int compareTo(RolloutId other) {
        return value.compareTo(other.value);
    }

    /** The short form for people; programs use {@link #value}. */
    @Override
    public String toString() {
        return value.substring(0, SHOWN_CHARS);
    }
}
