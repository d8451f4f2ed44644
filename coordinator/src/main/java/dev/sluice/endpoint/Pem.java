package dev.sluice.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Textual encoding of keys (RFC 7468). */
final class Pem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    static String write(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /** @throws IllegalArgumentException when the text has no such block, with what it has instead */
    static byte[] read(String label, String pem) {
        var block = Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----")
                .matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException("no PEM block \"" + label + "\"" + found(pem));
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }

    private static String found(String pem) {
        var begin = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----").matcher(pem);
        if (!begin.find()) {
            return "";
        }
        return ", but \"" + begin.group(1) + "\"; openssl pkcs8 -topk8 -nocrypt converts a private key";
    }
}
