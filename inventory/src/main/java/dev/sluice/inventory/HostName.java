package dev.sluice.inventory;

import java.util.regex.Pattern;

/** The name of a host: at most 253 letters, digits, dots, dashes and underscores; never something a shell could read. */
public record HostName(String value) implements Comparable<HostName> {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}");

    public HostName {
        if (!isLegal(value)) {
            throw new IllegalArgumentException("not a host name: letters, digits, dots, dashes and underscores only");
        }
    }

    /** Whether a text can be a host's name. */
    public static boolean isLegal(String text) {
        return LEGAL.matcher(text).matches();
    }

    @Override
    public int compareTo(HostName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
