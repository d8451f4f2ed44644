package dev.sluice.web;

import dev.sluice.web.page.Visitor;
import io.javalin.http.Context;

/** Port: who sends a request for a page. It was authenticated before, and may read. */
@FunctionalInterface
interface Visits {
    /** With the token for its forms, and what became of the last one. */
    Visitor of(Context request);
}
