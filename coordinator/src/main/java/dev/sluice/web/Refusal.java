package dev.sluice.web;

/** A request that is not served, with what its sender reads: what is wrong, and what to do next. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String next;

    /** @param status of HTTP, RFC 9110 */
    Refusal(int status, String what, String next) {
        super(what);
        this.status = status;
        this.next = next;
    }

    int status() {
        return status;
    }

    String next() {
        return next;
    }
}
