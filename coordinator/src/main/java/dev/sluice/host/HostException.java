package dev.sluice.host;

import dev.sluice.inventory.HostName;

/** A host gave no usable answer. Contains what failed, why, and what to do next, each in one line for people. */
public final class HostException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why there was no answer. */
    public enum Kind {
        /** No TCP connection or no SSH greeting in time. */
        UNREACHABLE,
        /** The host key is not the one on record, or none is on record. Never retried. */
        HOST_KEY,
        /** The host refused every key that was offered. Never retried. */
        AUTHENTICATION,
        /** The connection ended or went silent while a script ran: its effect is unknown. */
        LOST,
        /** Something answered, but not a POSIX shell running our script. */
        PROTOCOL,
        /** The script's answer exceeds its limits, or has impossible values: its effect is unknown. */
        ANSWER
    }

    private final transient HostName host;
    private final Kind kind;
    private final String next;

    /**
     * @param message what failed and why
     * @param next what an operator can do about it
     */
    public HostException(HostName host, Kind kind, String message, String next) {
        super(message);
        this.host = host;
        this.kind = kind;
        this.next = next;
    }

    public HostName host() {
        return host;
    }

    public Kind kind() {
        return kind;
    }

    public String next() {
        return next;
    }

    /** A retry can help. */
    public boolean transientFailure() {
        return kind == Kind.UNREACHABLE;
    }
}
