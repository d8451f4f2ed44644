package dev.sluice.it.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The peer closed a connection before the first byte of an answer: on a kept connection no error, but its end. */
final class ClosedBeforeAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    ClosedBeforeAnswerException(@Nullable IOException cause) {
        super("the connection was closed before an answer", cause);
    }
}
