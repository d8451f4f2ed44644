package dev.sluice.demo;

/** What can go wrong on one host of an embedded fleet. Each describes when it happens, which is also when it is counted. */
public enum Fault {
    /** The SSH port is closed and open sessions are cut: at once, or at the command at which it is due. */
    UNREACHABLE,
    /** A connection is accepted and closed before any greeting. */
    HANGS_UP,
    /** The session is cut when a command is requested; the command does not run. */
    SESSION_LOST,
    /** The command runs to its end, its closing line is withheld and the session is cut. */
    ANSWER_LOST,
    /** The connection stays open, but nothing is read or answered any more, keep-alives included; the command does not run. */
    HALF_OPEN,
    /** A command's input is read in small pieces with pauses; counted by the command. */
    SLOW_UPLOAD,
    /** No file can grow beyond 32 KiB: locks and notes are still written, a release is not; counted by the command. */
    DISK_FULL,
    /** {@code current} was replaced by hand, see {@link EmbeddedHost#moveLinkByHand}. */
    LINK_MOVED,
    /** The endpoint answers 500 without a body of ours. */
    ENDPOINT_500,
    /** The web server answers 404 for the endpoint, whatever is on disk. */
    ENDPOINT_404,
    /** The endpoint's path answers 403. */
    ENDPOINT_403,
    /** The endpoint's path answers 302 to another host. */
    ENDPOINT_REDIRECT,
    /** The endpoint's path answers 200 with a login page. */
    ENDPOINT_LOGIN_PAGE,
    /** The endpoint takes the request and never answers. */
    ENDPOINT_HANG,
    /** The endpoint answers as it should, but to a nonce that was not sent, as a cache would. */
    ENDPOINT_WRONG_NONCE,
    /** The host's clock is five minutes ahead; counted by the request to the endpoint. */
    CLOCK_AHEAD,
    /** A request that does not end keeps one worker busy and every reset pending; counted by each request that would have restarted. */
    SLOW_REQUEST,
    /** The health page answers 500 for every release but the one that was live when the fault was injected. */
    UNHEALTHY_AFTER_SWITCH,
    /** The health page answers 500 every other time. */
    FLAPPING
}
