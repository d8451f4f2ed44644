package dev.sluice.playbook;

import java.util.regex.Pattern;

/**
 * How fast something may be sent, as {@code 10MB/s}: units of 1000, as networks have them. Files write it from {@code kB/s} on.
 *
 * @param bytesPerSecond from 1
 */
public record TransferRate(long bytesPerSecond) {
    private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,18})(B|kB|MB|GB)/s");
    private static final long KILO = 1_000;
    private static final long MEGA = 1_000_000;
    private static final long GIGA = 1_000_000_000;

    public TransferRate {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a rate is at least 1 byte per second");
        }
    }

    /** @throws IllegalArgumentException when the text is no rate */
    public static TransferRate parse(String text) {
        var match = WRITTEN.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("must be a rate such as 500kB/s, 10MB/s or 1GB/s");
        }
        var unit = unit(match.group(2));
        var amount = Long.parseLong(match.group(1));
        if (amount > Long.MAX_VALUE / unit) {
            throw new IllegalArgumentException("must be a rate that a network can have");
        }
        return new TransferRate(amount * unit);
    }

    private static long unit(String name) {
        return switch (name) {
            case "B" -> 1;
            case "kB" -> KILO;
            case "MB" -> MEGA;
            default -> GIGA;
        };
    }

    /** As files write it, in the largest unit that is exact. */
    @Override
    public String toString() {
        if (bytesPerSecond % GIGA == 0) {
            return bytesPerSecond / GIGA + "GB/s";
        }
        if (bytesPerSecond % MEGA == 0) {
            return bytesPerSecond / MEGA + "MB/s";
        }
        return bytesPerSecond % KILO == 0 ? bytesPerSecond / KILO + "kB/s" : bytesPerSecond + "B/s";
    }
}
