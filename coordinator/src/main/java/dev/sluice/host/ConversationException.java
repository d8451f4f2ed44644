package dev.sluice.host;

import dev.sluice.inventory.HostName;
import org.jspecify.annotations.Nullable;

/** A conversation with a host script ended without its answer. The session adds the host. */
public final class ConversationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final HostException.Kind kind;
    private final String next;

    private ConversationException(HostException.Kind kind, String message, String next, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.next = next;
    }

    /**
     * {@link HostException.Kind#LOST} when the script may have run, {@link HostException.Kind#PROTOCOL} when no script ran, {@link
     * HostException.Kind#ANSWER} when the output is not an answer.
     */
    public HostException.Kind kind() {
        return kind;
    }

    /** What an operator can do about it. */
    public String next() {
        return next;
    }

    /** The same failure with the host it happened on. */
    public HostException on(HostName host) {
        var failure = new HostException(host, kind, String.valueOf(getMessage()), next);
        failure.initCause(this);
        return failure;
    }

    static ConversationException lost(String script, String why, @Nullable Throwable cause) {
        return new ConversationException(
                HostException.Kind.LOST,
                "no answer from the script " + script + ": " + why,
                "check the host before you repeat anything: sluice hosts --live",
                cause);
    }

    static ConversationException noShell(String script, String output) {
        return new ConversationException(
                HostException.Kind.PROTOCOL,
                "no POSIX shell ran the script " + script + (output.isEmpty() ? "" : "; the host answered: " + output),
                "check that the login shell of the user can run: exec /bin/sh -c true",
                null);
    }

    static ConversationException broken(String script, String why) {
        return new ConversationException(
                HostException.Kind.ANSWER,
                "the answer of the script " + script + " is not valid: " + why,
                "leave the host out with --exclude, and find out what answers there in place of the script",
                null);
    }

    static ConversationException source(String script, Exception cause) {
        return new ConversationException(
                HostException.Kind.LOST,
                "the input for the script " + script + " could not be read here: " + cause.getMessage(),
                "check the artifact on the coordinator and run the same command again",
                cause);
    }
}
