package dev.sluice.ssh;

import java.io.IOException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * One line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT), read as OpenSSH's hostfile.c reads it. The library's own
 * parser accepts lines that ssh(1) skips: unknown markers, lines with NUL, keys of another type than is written.
 *
 * @param rest type, key and comment
 */
record KnownHostsLine(Marker marker, HostPatterns hosts, String rest) {
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    /** These may be inside OpenSSH's Base64; the last one of a line is the rest of CRLF. */
    private static final Pattern IN_BASE64 = Pattern.compile("[\r\f\u000b]");

    /** The kind of a line. */
    enum Marker {
        /** The key of a host. */
        NONE,
        /** The key that signs certificates of hosts. */
        AUTHORITY,
        /** A key that is never accepted. */
        REVOKED;

        /** Case counts, as it does for ssh(1). */
        static Optional<Marker> parse(String word) {
            return switch (word) {
                case "@cert-authority" -> Optional.of(AUTHORITY);
                case "@revoked" -> Optional.of(REVOKED);
                default -> Optional.empty();
            };
        }
    }

    /** Empty for a comment, and for a line that is ignored: with an unknown marker, with two, cut off. */
    static Optional<KnownHostsLine> parse(String line) {
        int nul = line.indexOf('\0');
        var text = afterBlanks(nul < 0 ? line : line.substring(0, nul));
        if (!text.startsWith("@")) {
            return text.startsWith("#") ? Optional.empty() : marked(Marker.NONE, text);
        }
        int end = text.indexOf(' ') < 0 ? text.indexOf('\t') : text.indexOf(' ');
        if (end < 0) {
            return Optional.empty();
        }
        var rest = afterBlanks(text.substring(end));
        return rest.startsWith("@")
                ? Optional.empty()
                : Marker.parse(text.substring(0, end)).flatMap(marker -> marked(marker, rest));
    }

    private static Optional<KnownHostsLine> marked(Marker marker, String text) {
        var words = BLANKS.split(text, 2);
        return words.length < 2
                ? Optional.empty()
                : Optional.of(new KnownHostsLine(marker, new HostPatterns(words[0]), words[1]));
    }

    private static String afterBlanks(String text) {
        return BLANKS.matcher(text).lookingAt() ? BLANKS.matcher(text).replaceFirst("") : text;
    }

    /** The key; empty when it is not written exactly as OpenSSH writes it. One that is revoked counts however it is written. */
    Optional<PublicKey> key() {
        var words = BLANKS.split(rest, 3);
        if (words.length < 2) {
            return Optional.empty();
        }
        try {
            var blob = Base64.getDecoder().decode(IN_BASE64.matcher(words[1]).replaceAll(""));
            var key = new ByteArrayBuffer(blob).getRawPublicKey();
            if (marker == Marker.REVOKED) {
                return Optional.of(bare(key));
            }
            var encoded = new ByteArrayBuffer();
            encoded.putRawPublicKey(key);
            boolean exact = !(key instanceof OpenSshCertificate)
                    && words[0].equals(KeyUtils.getKeyType(key))
                    && Arrays.equals(blob, encoded.getCompactData());
            return exact ? Optional.of(key) : Optional.empty();
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** The key itself, also of a certificate. */
    static PublicKey bare(PublicKey key) {
        return key instanceof OpenSshCertificate certificate ? certificate.getCertPubKey() : key;
    }
}
