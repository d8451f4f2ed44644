package dev.sluice.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is kept of a token: everything but its secret.
 *
 * @param id the part of its text by which it is found; 16 hexadecimal digits
 * @param name who it is for, such as {@code jenkins}
 * @param used when it was last used; recorded at most once a minute, to the second
 */
public record Token(
        String id, String name, Set<Scope> scopes, Instant created, Instant expires, Optional<Instant> used) {
    /** What a name may be; {@code /} or a control character is in none. */
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public Token {
        scopes = Set.copyOf(scopes);
    }

    public boolean hasExpired(Instant now) {
        return !now.isBefore(expires);
    }
}
