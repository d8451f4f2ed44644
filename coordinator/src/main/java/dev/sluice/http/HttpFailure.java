package dev.sluice.http;

import dev.sluice.document.HarmlessText;
import dev.sluice.host.HostException;
import dev.sluice.host.HostHttpException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Explains in one line why no complete answer came. */
final class HttpFailure {
    private static final int LINE = 300;

    private HttpFailure() {}

    static String reason(IOException failed, Duration timeout) {
        if (failed.getCause() instanceof HostException host) {
            return message(host);
        }
        if (failed instanceof InterruptedIOException) {
            return HostHttpException.late(timeout);
        }
        var other = OtherProtocol.of(failed);
        if (other.isPresent()) {
            return other.get().what();
        }
        if (failed instanceof SSLException) {
            return "no trusted TLS connection: "
                    + CertificateProblem.of(failed)
                            .map(CertificateProblem::what)
                            .orElseGet(() -> message(failed));
        }
        if (failed instanceof UnknownHostException) {
            return "the name " + message(failed) + " has no address";
        }
        if (failed instanceof ConnectException) {
            return "no connection: " + message(failed);
        }
        if (failed.getCause() instanceof EOFException || message(failed).startsWith("unexpected end of stream")) {
            return "the connection was cut before the answer was complete";
        }
        return "the connection failed: " + message(failed);
    }

    /** What an operator can do about it; empty where that is unknown. */
    static String next(IOException failed) {
        return CertificateProblem.of(failed)
                .map(CertificateProblem::next)
                .or(() -> OtherProtocol.of(failed).map(OtherProtocol::next))
                .orElse("");
    }

    private static String message(Exception failed) {
        var message = failed.getMessage();
        return message == null ? failed.getClass().getSimpleName() : HarmlessText.line(message, LINE);
    }
}
