package dev.sluice.web;

import dev.sluice.access.Caller;
import dev.sluice.access.Scope;
import io.javalin.http.Context;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** @throws Refusal when the caller has none of these scopes */
    static void require(Context request, Scope... scopes) {
        var caller = caller(request);
        if (Stream.of(scopes).noneMatch(caller::may)) {
            throw new Refusal(
                    403,
                    caller.actor() + " has not the scope " + scopes[0].word(),
                    "sluice token create makes a token with it; people have theirs in sluice.yml");
        }
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
