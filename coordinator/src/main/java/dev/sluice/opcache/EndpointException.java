package dev.sluice.opcache;

/** The endpoint did not do what was requested. Contains what was observed, and what to do next, each in one line for people. */
public final class EndpointException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What was observed. */
    public enum Kind {
        /** No whole answer came in time. */
        NO_ANSWER,
        /** 404: missing, a stale worker, or a key that the host does not know: it reveals nothing to unknown callers. */
        MISSING,
        /** 403, by the web server or the site, before the endpoint was reached. */
        REFUSED,
        /** Something before the endpoint gave an answer whose meaning is known: a password, a challenge, a login page, another protocol. */
        BLOCKED,
        /** 429 or 503, again and again: a limit in front of PHP. */
        LIMITED,
        /** A redirect; it is not followed. */
        REDIRECT,
        /** 5xx, but for what is a kind of its own. */
        SERVER_ERROR,
        /** Something else answered: a login page, a front page, another program. */
        NOT_ENDPOINT,
        /** An answer to another request: cached or replayed. */
        WRONG_NONCE,
        /** An endpoint, but of another host, site or inventory. */
        WRONG_PLACE,
        /** The clocks of coordinator and host are too far apart. */
        SKEW,
        /** The compiled endpoint is of an older Sluice, and does not know the operation. */
        UNKNOWN_OPERATION,
        /** The endpoint refused for another reason, which the message names. */
        REJECTED,
        /** PHP does not find the release that was asked for. */
        NO_RELEASE,
        /** A reset of this host is less than ten seconds ago. */
        TOO_SOON,
        /** PHP refused a reset: OPcache is switched off, restricted, or waits for another restart. */
        RESET_REFUSED,
        /** More requests came within a minute than the endpoint takes. */
        TOO_MANY,
        /** A reset was requested and was not done in time. */
        RESET_PENDING,
        /** A worker at a long request could not be reached in time. */
        WORKERS_BUSY,
        /** Something continues to load scripts of a release that is not live, so that visitors can meet them again. */
        OLD_SCRIPTS_LOADED,
        /** Scripts that only a reset drops: their paths lead to other files now. */
        UNMARKABLE,
        /** The command that was to reload PHP failed, or PHP was not reloaded by it. */
        RELOAD_FAILED,
        /** One address leads to several caches, and a reset reaches one of them. */
        SEVERAL_CACHES;

        /** The web server, or the site, answered in the endpoint's place: the request did not reach PHP, or PHP did not find the file. */
        public boolean notPassedOn() {
            return this == MISSING || this == REFUSED || this == BLOCKED || this == REDIRECT || this == NOT_ENDPOINT;
        }

        /** A retry can help, right after a switch or a reset: a worker is stale, gone or busy, or the minute's requests are used up. */
        public boolean passing() {
            return this == NO_ANSWER || this == MISSING || this == SERVER_ERROR || this == TOO_MANY;
        }
    }

    private final Kind kind;
    private final String next;

    EndpointException(Kind kind, String message, String next) {
        super(message);
        this.kind = kind;
        this.next = next;
    }

    public Kind kind() {
        return kind;
    }

    /** What an operator can do about it. */
    public String next() {
        return next;
    }
}
