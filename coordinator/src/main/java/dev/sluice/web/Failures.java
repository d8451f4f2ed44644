package dev.sluice.web;

import dev.sluice.web.page.Screens;
import dev.sluice.web.page.Visitor;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import java.util.Set;

/** Answers a request that failed: programs with JSON, people with a page, and people who are not known with the page to sign in. */
final class Failures {
    private final Screens screens;
    private final Visits visits;

    Failures(Screens screens, Visits visits) {
        this.screens = screens;
        this.visits = visits;
    }

    void send(Context request, Exception failure) {
        var answer = Failure.of(request, failure);
        request.status(answer.status());
        if (!isPage(request)) {
            Answers.send(request, answer);
            return;
        }
        if (answer.status() == 401) {
            request.redirect(LoginRoutes.PAGE, HttpStatus.SEE_OTHER);
            return;
        }
        var next = answer.next().isEmpty() ? "" : " Next: " + answer.next() + ".";
        request.html(
                screens.message(visitor(request), "This was not done", String.join("; ", answer.what()) + "." + next));
    }

    private static boolean isPage(Context request) {
        return request.path().equals("/")
                || request.path().startsWith("/sites/")
                || request.path().equals("/logout")
                || request.path().startsWith(LoginRoutes.PAGE);
    }

    private Visitor visitor(Context request) {
        return Requests.known(request)
                .map(caller -> visits.of(request))
                .orElseGet(() -> new Visitor("not signed in", Set.of(), "", Optional.empty()));
    }
}
