package dev.sluice.ssh;

/** A host with an open session refused another channel for a script. */
final class ChannelRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    ChannelRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
