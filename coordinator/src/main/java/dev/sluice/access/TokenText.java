package dev.sluice.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A token as its holder has it: {@code sluice_<id>_<secret>}. The prefix lets scanners of repositories find one that was committed.
 *
 * @param secret 256 random bits in base64url: no dictionary has it, so that a fast digest keeps it as well as a slow one
 */
record TokenText(String id, String secret) {
    private static final Pattern FORM = Pattern.compile("sluice_([0-9a-f]{16})_([A-Za-z0-9_-]{43})");
    private static final int SECRET_BYTES = 32;

    static TokenText random(RandomGenerator random) {
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new TokenText(
                "%016x".formatted(random.nextLong()),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    static Optional<TokenText> parse(String text) {
        var match = FORM.matcher(text);
        return match.matches() ? Optional.of(new TokenText(match.group(1), match.group(2))) : Optional.empty();
    }

    String text() {
        return "sluice_" + id + "_" + secret;
    }

    /** What is kept of the secret, in hexadecimal. */
    String digest() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** In a time that does not depend on where they differ. */
    boolean matches(String digest) {
        return MessageDigest.isEqual(
                digest().getBytes(StandardCharsets.US_ASCII), digest.getBytes(StandardCharsets.US_ASCII));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "sluice_" + id + "_…";
    }
}
