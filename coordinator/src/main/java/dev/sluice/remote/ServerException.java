package dev.sluice.remote;

/** Why a daemon did not do what was asked, as people read it. */
public final class ServerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String next;

    public ServerException(Kind kind, String what, String next) {
        super(what);
        this.kind = kind;
        this.next = next;
    }

    /** What kind of failure it is. */
    public enum Kind {
        /** The request cannot be served as it is: nothing was started by it. */
        REFUSED,
        /** Something else is in the way, which passes by itself. */
        BUSY,
        /** The daemon cannot be reached, or has not what it had. */
        LOST
    }

    public Kind kind() {
        return kind;
    }

    /** What to do. */
    public String next() {
        return next;
    }
}
