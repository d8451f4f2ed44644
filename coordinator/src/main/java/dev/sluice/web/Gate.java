package dev.sluice.web;

import dev.sluice.access.Caller;
import dev.sluice.access.Callers;
import dev.sluice.access.Credentials;
import dev.sluice.access.Recognition.Known;
import dev.sluice.access.Recognition.Unknown;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** Every request passes here before its route: who sent it, whether a browser was made to send it, and whether its sender may. */
final class Gate {
    static final String COOKIE = "sluice_session";
    static final String CSRF_FIELD = "csrf";
    private static final String CSRF_HEADER = "X-Csrf-Token";
    private static final Set<HandlerType> SAFE = Set.of(HandlerType.GET, HandlerType.HEAD);

    private final Callers callers;
    private final SignedIn sessions;
    private final Csrf csrf;

    Gate(Callers callers, SignedIn sessions, Csrf csrf) {
        this.callers = callers;
        this.sessions = sessions;
        this.csrf = csrf;
    }

    /** @throws Refusal when the request is not served */
    void check(Context request) {
        refuseOtherOrigin(request);
        var need = need(request);
        if (need == Need.NOTHING) {
            return;
        }
        Requests.of(request, recognize(request));
        refuseForgery(request);
        need.scope().ifPresent(scope -> Requests.require(request, scope));
    }

    /** A route without a need is a defect, and closed. */
    private static Need need(Context request) {
        return request.routeRoles().stream()
                .filter(Need.class::isInstance)
                .map(Need.class::cast)
                .findFirst()
                .orElseThrow(() -> new Refusal(403, "this route is closed", "report this: it is a defect"));
    }

    private Caller recognize(Context request) {
        var cookie = Optional.ofNullable(request.cookie(COOKIE));
        var own = header(request, "Authorization");
        var signedIn = own.isPresent() ? Optional.<String>empty() : cookie.flatMap(sessions::authorization);
        var recognized = callers.recognize(
                new Credentials(own.or(() -> signedIn), request.req().getRemoteAddr(), name -> header(request, name)));
        if (recognized instanceof Unknown unknown) {
            throw new Refusal(401, unknown.why(), "send a token as Authorization: Bearer, or sign in at /login");
        }
        var caller = ((Known) recognized).caller();
        if (signedIn.isPresent()) {
            Requests.byBrowser(request, cookie.orElseThrow());
        } else if (caller.kind() == Caller.Kind.PERSON) {
            Requests.byBrowser(request, caller.name());
        }
        return caller;
    }

    /** One header; one that was sent twice is none. */
    private static Optional<String> header(Context request, String name) {
        var sent = Collections.list(request.req().getHeaders(name));
        return sent.size() == 1 ? Optional.of(sent.get(0)) : Optional.empty();
    }

    /** A browser names the page that made it send the request. */
    private static void refuseOtherOrigin(Context request) {
        if (SAFE.contains(request.method())) {
            return;
        }
        var site = header(request, "Sec-Fetch-Site").orElse("same-origin");
        var origin = header(request, "Origin");
        var own = origin.isEmpty() || authority(origin.get()).equals(header(request, "Host"));
        if (!own || site.equals("cross-site") || site.equals("same-site")) {
            throw new Refusal(403, "a page of another origin sent this request", "send it from a page of this server");
        }
    }

    private static Optional<String> authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void refuseForgery(Context request) {
        var session = Requests.browser(request);
        if (session.isEmpty() || SAFE.contains(request.method())) {
            return;
        }
        var given = header(request, CSRF_HEADER)
                .or(() -> Optional.ofNullable(request.isFormUrlencoded() ? request.formParam(CSRF_FIELD) : null));
        if (given.filter(value -> csrf.matches(session.get(), value)).isEmpty()) {
            throw new Refusal(403, "the form is not of a page of this process", "load the page again, and repeat it");
        }
    }

    /** What forms of a page have to contain; empty for a program. */
    String csrf(Context request) {
        return Requests.browser(request).map(csrf::of).orElse("");
    }
}
