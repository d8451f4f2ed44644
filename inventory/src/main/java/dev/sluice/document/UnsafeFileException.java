package dev.sluice.document;

import java.io.IOException;

/** Another account of this machine can have written, or can read, a file that is not for it. The message is for people. */
public final class UnsafeFileException extends IOException {
    private static final long serialVersionUID = 1L;

    UnsafeFileException(String message) {
        super(message);
    }
}
