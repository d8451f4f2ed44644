package dev.sluice.host;

import java.io.IOException;

/** The output is not an answer of a host script, or exceeds its limits. */
final class BadAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    BadAnswerException(String message) {
        super(message);
    }
}
