package dev.sluice.document;

import java.io.IOException;

/** Another account of this machine may have written, or can read, a file that it must not. The message is shown to the user. */
public final class UnsafeFileException extends IOException {
    private static final long serialVersionUID = 1L;

    UnsafeFileException(String message) {
        super(message);
    }
}
