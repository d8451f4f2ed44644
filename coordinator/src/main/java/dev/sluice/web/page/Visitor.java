package dev.sluice.web.page;

import dev.sluice.access.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * Who sees a page.
 *
 * @param scopes what is not allowed is not offered
 * @param csrf for the hidden field {@code csrf} of every form
 * @param notice what became of the last form; empty otherwise
 */
public record Visitor(String name, Set<Scope> scopes, String csrf, Optional<Notice> notice) {
    public Visitor {
        scopes = Set.copyOf(scopes);
    }

    /** What became of a form that was sent. */
    public sealed interface Notice {
        String text();

        /** It was done, or is on its way. */
        record Done(String text) implements Notice {}

        /** It was refused; the text names why, and what to do next. */
        record Refused(String text) implements Notice {}
    }

    boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
