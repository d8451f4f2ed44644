package dev.sluice.http;

import dev.sluice.document.HarmlessText;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * What seems to be at a port that gives no HTTP answer, by the first bytes that came from it.
 *
 * @param what one line for people
 * @param next what an operator can do about it
 */
record OtherProtocol(String what, String next) {
    private static final int LINE = 100;
    private static final String PORT = "set web.url to the port of the site's web server";

    /** OkHttp shows what came in place of a first line. */
    private static final Pattern BYTES = Pattern.compile("limit=([0-9]+) content=([0-9a-f]*)");

    private static final String STATUS_LINE = "Unexpected status line: ";

    /** Empty where it may be HTTP after all. */
    static Optional<OtherProtocol> of(IOException failed) {
        var message = String.valueOf(failed.getMessage());
        if (failed instanceof SSLException) {
            return message.contains("Unsupported or unrecognized SSL message")
                    ? Optional.of(plainForTls())
                    : Optional.<OtherProtocol>empty();
        }
        if (failed instanceof ProtocolException && message.startsWith(STATUS_LINE)) {
            return Optional.of(ofText(message.substring(STATUS_LINE.length())));
        }
        if (failed.getCause() instanceof EOFException end) {
            var bytes = BYTES.matcher(String.valueOf(end.getMessage()));
            return bytes.find() ? ofBytes(bytes.group(2)) : Optional.empty();
        }
        return Optional.empty();
    }

    private static OtherProtocol ofText(String line) {
        if (line.startsWith("SSH-")) {
            return new OtherProtocol("an SSH server answered: " + HarmlessText.line(line, LINE), PORT);
        }
        if (line.startsWith("\0\0")) {
            return http2();
        }
        return line.startsWith("\u0015\u0003")
                ? tlsForPlain()
                : new OtherProtocol("what answered does not speak HTTP/1.1: " + HarmlessText.line(line, LINE), PORT);
    }

    /** @param hex the first bytes, of an answer without a line end */
    private static Optional<OtherProtocol> ofBytes(String hex) {
        if (hex.isEmpty()) {
            return Optional.of(silent());
        }
        if (hex.startsWith("1503")) {
            return Optional.of(tlsForPlain());
        }
        // The frame SETTINGS, which begins every connection (RFC 9113, section 3.4).
        return hex.startsWith("0000") && hex.startsWith("04", 6) ? Optional.of(http2()) : Optional.empty();
    }

    /** As nginx does when it misses the header of the PROXY protocol. */
    static OtherProtocol silent() {
        return new OtherProtocol(
                "the server closed the connection without a byte of an answer",
                "see the web server's error log; if it listens with proxy_protocol, for a balancer, add a listener"
                        + " without it for the host itself, such as listen 127.0.0.1:8080, and set web.url to it; if it"
                        + " expects another protocol, " + PORT);
    }

    static OtherProtocol plainForTls() {
        return new OtherProtocol(
                "the port does not speak TLS",
                "set web.url to http://, or to the port for https; a listener with proxy_protocol needs another one"
                        + " beside it, without");
    }

    private static OtherProtocol tlsForPlain() {
        return new OtherProtocol("the port expects TLS", "set web.url to https://, or to the port for http");
    }

    private static OtherProtocol http2() {
        return new OtherProtocol(
                "the port speaks HTTP/2 only",
                "set web.url to a port with HTTP/1.1: over one HTTP/2 connection all requests would meet the same"
                        + " worker");
    }
}
