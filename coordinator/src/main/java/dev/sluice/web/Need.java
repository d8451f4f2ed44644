package dev.sluice.web;

import dev.sluice.access.Scope;
import io.javalin.security.RouteRole;
import java.util.Optional;

/** What a route needs of its caller. */
enum Need implements RouteRole {
    /** Open to everyone: it shows nothing of a site, and changes nothing. */
    NOTHING,
    /** A caller who is known, whatever the scopes. */
    CALLER,
    READ(Scope.READ),
    PLAN(Scope.PLAN),
    RUN(Scope.RUN),
    APPROVE(Scope.APPROVE),
    STOP(Scope.STOP);

    private final Optional<Scope> scope;

    Need() {
        this.scope = Optional.empty();
    }

    Need(Scope scope) {
        this.scope = Optional.of(scope);
    }

    Optional<Scope> scope() {
        return scope;
    }
}
