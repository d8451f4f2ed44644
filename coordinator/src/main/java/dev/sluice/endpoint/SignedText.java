package dev.sluice.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The bytes that are signed. Of a request: scheme and version, method, request target and the SHA-256 of the body, one a line. Of a
 * statement: its purpose and version, then its text.
 */
final class SignedText {
    private SignedText() {}

    static byte[] of(String method, String path, String body) {
        var text = "sluice-endpoint-" + EndpointRequest.VERSION + "\n" + method + "\n" + path + "\n" + digest(body);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A statement of this program about a file, and never a request: its first line is another. */
    static byte[] ofStatement(String purpose, String text) {
        return ("sluice-" + purpose + "-1\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(String body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
