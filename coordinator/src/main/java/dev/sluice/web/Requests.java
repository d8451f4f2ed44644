package dev.sluice.web;

import dev.sluice.access.Caller;
import io.javalin.http.Context;
import java.util.Objects;
import java.util.Optional;

/** What {@link Gate} has found out about a request. */
final class Requests {
    private static final String CALLER = "caller";
    private static final String BROWSER = "browser";

    private Requests() {}

    static void of(Context request, Caller caller) {
        request.attribute(CALLER, caller);
    }

    /** Who sent it: known on each route that needs a caller. */
    static Caller caller(Context request) {
        return Objects.requireNonNull(request.<Caller>attribute(CALLER));
    }

    /** Who sent it; empty where that is not known. */
    static Optional<Caller> known(Context request) {
        return Optional.ofNullable(request.attribute(CALLER));
    }

    /** A browser sends it by itself, whichever page asks for it: it needs a token of ours besides. */
    static void byBrowser(Context request, String session) {
        request.attribute(BROWSER, session);
    }

    /** What identifies the browser's session; empty where a program sends the request. */
    static Optional<String> browser(Context request) {
        return Optional.ofNullable(request.attribute(BROWSER));
    }
}
