package dev.sluice.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The hosts of a line of known_hosts, as OpenSSH's match.c and hostfile.c match them: a name against the text of each pattern,
 * {@code [host]:port} included, or against one hash.
 *
 * @param text patterns with commas between them, or {@code |1|SALT|HASH}
 */
record HostPatterns(String text) {
    private static final String HMAC = "HmacSHA1";
    private static final int SALT = 20;
    /** A list with a longer pattern matches nothing. */
    private static final int LONGEST_PATTERN = 1022;

    /** @param name in small letters, with its port unless that is 22 */
    boolean match(String name) {
        return text.startsWith("|") ? hashed(name) : listed(name);
    }

    private boolean listed(String name) {
        var patterns = text.split(",", -1);
        return Arrays.stream(patterns)
                        .noneMatch(pattern -> withoutNegation(pattern).length() > LONGEST_PATTERN)
                && !negate(name)
                && Arrays.stream(patterns).anyMatch(pattern -> !pattern.startsWith("!") && matches(pattern, name));
    }

    /** Whether a pattern with {@code !} excludes the name. */
    boolean negate(String name) {
        return Arrays.stream(text.split(",", -1))
                .anyMatch(pattern -> pattern.startsWith("!") && matches(withoutNegation(pattern), name));
    }

    private static String withoutNegation(String pattern) {
        return pattern.startsWith("!") ? pattern.substring(1) : pattern;
    }

    /** {@code *} is any text, {@code ?} any character, all others are themselves. */
    private static boolean matches(String written, String name) {
        var pattern = written.toLowerCase(Locale.ROOT);
        int at = 0;
        int star = -1;
        int resume = 0;
        for (int i = 0; i < name.length(); ) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resume = i;
            } else if (at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == name.charAt(i))) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(rest -> rest == '*');
    }

    private boolean hashed(String name) {
        var parts = text.split("\\|", -1);
        if (parts.length != 4 || !parts[1].equals("1")) {
            return false;
        }
        try {
            var salt = Base64.getDecoder().decode(parts[2]);
            return salt.length == SALT
                    && Arrays.equals(hash(salt, name), Base64.getDecoder().decode(parts[3]));
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    private static byte[] hash(byte[] salt, String name) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(salt, HMAC));
            return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java runtime has " + HMAC, missing);
        }
    }
}
