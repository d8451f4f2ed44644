package dev.sluice.web;

import dev.sluice.access.Callers;
import dev.sluice.access.Credentials;
import dev.sluice.access.Recognition.Known;
import dev.sluice.web.page.Screens;
import dev.sluice.web.page.Screens.Attempt;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.util.Optional;

/** Signing in with a token, for people whose browser no proxy speaks for, such as through an SSH tunnel. */
final class LoginRoutes implements RouteGroup {
    static final String PAGE = "/login";
    private static final int MOST_CHARS = 200;

    private final Callers callers;
    private final SignedIn sessions;
    private final Screens screens;

    LoginRoutes(Callers callers, SignedIn sessions, Screens screens) {
        this.screens = screens;
        this.callers = callers;
        this.sessions = sessions;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(PAGE, request -> request.html(screens.login(attempt(request))), Need.NOTHING);
        routes.post(PAGE, this::login, Need.NOTHING);
        routes.post("/logout", this::logout, Need.CALLER);
    }

    private static Attempt attempt(Context request) {
        return request.queryParam("refused") == null ? Attempt.NONE : Attempt.REFUSED;
    }

    private void login(Context request) {
        var token = Optional.ofNullable(request.formParam("token")).orElse("").strip();
        var authorization = "Bearer " + (token.length() > MOST_CHARS ? "" : token);
        var recognized = callers.recognize(
                new Credentials(Optional.of(authorization), request.req().getRemoteAddr(), name -> Optional.empty()));
        if (!(recognized instanceof Known)) {
            request.redirect(PAGE + "?refused", HttpStatus.SEE_OTHER);
            return;
        }
        request.cookie(new Cookie(
                Gate.COOKIE,
                sessions.begin(authorization),
                "/",
                (int) SignedIn.LIFE.toSeconds(),
                "https".equals(request.header("X-Forwarded-Proto")),
                true,
                null,
                SameSite.STRICT));
        request.redirect("/", HttpStatus.SEE_OTHER);
    }

    private void logout(Context request) {
        Optional.ofNullable(request.cookie(Gate.COOKIE)).ifPresent(sessions::end);
        request.removeCookie(Gate.COOKIE);
        request.redirect(PAGE, HttpStatus.SEE_OTHER);
    }
}
