package dev.sluice.plan;

import java.util.regex.Pattern;

/** Names one rollout: {@code r-} and eight hexadecimal digits. */
public record RolloutId(String value) implements Comparable<RolloutId> {
    private static final Pattern FORM = Pattern.compile("r-[0-9a-f]{8}");

    public RolloutId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is no rollout id such as r-7f3a09bc");
        }
    }

    /** An id from 32 random bits. */
    public static RolloutId of(int bits) {
        return new RolloutId("r-%08x".formatted(bits));
    }

    @Override
    public int compareTo(RolloutId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
