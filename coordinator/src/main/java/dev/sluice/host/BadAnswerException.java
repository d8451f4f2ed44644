package dev.sluice.host;

import java.io.IOException;

/** What came is no answer of a host script, or more than one may be. */
final class BadAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    BadAnswerException(String message) {
        super(message);
    }
}
