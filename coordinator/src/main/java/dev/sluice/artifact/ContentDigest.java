package dev.sluice.artifact;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 of a stream, and of all its bytes up to each full block: with these marks a second reading can be compared before its bytes are passed on.
 */
final class ContentDigest {
    /** Bytes between two marks. */
    static final int BLOCK = 1 << 19;

    private final List<String> marks = new ArrayList<>();
    private MessageDigest digest = Sha256.start();
    private int filled;

    void update(byte[] bytes, int length) {
        int from = 0;
        while (from < length) {
            int count = Math.min(length - from, BLOCK - filled);
            digest.update(bytes, from, count);
            from += count;
            filled += count;
            if (filled == BLOCK) {
                mark();
            }
        }
    }

    private void mark() {
        try {
            MessageDigest further = (MessageDigest) digest.clone();
            marks.add(HexFormat.of().formatHex(digest.digest()));
            digest = further;
            filled = 0;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("every SHA-256 of Java can be cloned", e);
        }
    }

    /** One for each full block. */
    List<String> marks() {
        return marks;
    }

    /** Whether the last full block ended as it did when these marks were made. */
    boolean goesOnAs(List<String> earlier) {
        int last = marks.size() - 1;
        return last < earlier.size() && marks.get(last).equals(earlier.get(last));
    }

    /** Of all; nothing may be added afterwards. */
    String sha256() {
        return Sha256.hex(digest);
    }
}
