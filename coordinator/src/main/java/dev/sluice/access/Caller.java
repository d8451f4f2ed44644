package dev.sluice.access;

import java.util.Set;

/**
 * Who sent a request.
 *
 * @param name a token's name, or a person's as the reverse proxy wrote it; letters, digits and {@code . _ @ -} only, at most 64 of them
 */
public record Caller(Kind kind, String name, Set<Scope> scopes) {
    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** How it was recognized. */
    public enum Kind {
        /** By a token. */
        TOKEN,
        /** By the header of a trusted reverse proxy. */
        PERSON
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /** For records, such as {@code token jenkins} or {@code alice}. */
    public String actor() {
        return kind == Kind.TOKEN ? "token " + name : name;
    }
}
