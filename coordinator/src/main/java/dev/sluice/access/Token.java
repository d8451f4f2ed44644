package dev.sluice.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of a token: everything but its secret.
 *
 * @param id the part of its text by which it is found; 16 hexadecimal digits
 * @param name who it is for, such as {@code jenkins}
 * @param used when it was last used, to the minute
 */
public record Token(
        String id, String name, Set<Scope> scopes, Instant created, Instant expires, Optional<Instant> used) {
    public Token {
        scopes = Set.copyOf(scopes);
    }

    public boolean hasExpired(Instant now) {
        return !now.isBefore(expires);
    }
}
