package dev.sluice.access;

import dev.sluice.access.Caller.Kind;
import dev.sluice.access.Recognition.Known;
import dev.sluice.access.Recognition.Reason;
import dev.sluice.access.Recognition.Unknown;
import java.time.InstantSource;
import java.util.Optional;

/** Recognizes who sent a request: by a token, or by the header of a trusted reverse proxy. */
public final class Callers {
    /** In small or capital letters (RFC 9110, 11.1). */
    private static final String BEARER = "Bearer ";

    private final TokenStore tokens;
    private final Optional<People> people;
    private final InstantSource clock;

    /** @param people empty where no proxy names them */
    public Callers(TokenStore tokens, Optional<People> people, InstantSource clock) {
        this.tokens = tokens;
        this.people = people;
        this.clock = clock;
    }

    public Recognition recognize(Credentials credentials) {
        var person = people.flatMap(some -> credentials.header().apply(some.header()));
        if (person.isPresent() && credentials.authorization().isPresent()) {
            return new Unknown(Reason.MALFORMED, "a token and the name of a person were sent together");
        }
        if (person.isPresent()) {
            return person(credentials, people.orElseThrow(), person.get());
        }
        return credentials
                .authorization()
                .map(this::token)
                .orElseGet(() -> new Unknown(Reason.MISSING, "the request does not show who sent it"));
    }

    private static Recognition person(Credentials credentials, People people, String name) {
        if (!people.trusts(credentials)) {
            return new Unknown(Reason.UNTRUSTED_PROXY, "only a trusted proxy may name a person");
        }
        return People.NAME.matcher(name).matches()
                ? new Known(people.of(name))
                : new Unknown(Reason.MALFORMED, "the name of a person has 1 to 64 of A-Z a-z 0-9 . _ @ -");
    }

    private Recognition token(String authorization) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return new Unknown(Reason.MALFORMED, "the header Authorization has no Bearer token");
        }
        var text = TokenText.parse(authorization.substring(BEARER.length()).strip());
        if (text.isEmpty()) {
            return new Unknown(Reason.MALFORMED, "the token does not have the form of one");
        }
        var token = tokens.find(text.get());
        if (token.isEmpty()) {
            return new Unknown(Reason.NO_SUCH_TOKEN, "there is no such token");
        }
        if (token.get().hasExpired(clock.instant())) {
            return new Unknown(Reason.EXPIRED, "the token has expired");
        }
        tokens.use(token.get());
        return new Known(new Caller(Kind.TOKEN, token.get().name(), token.get().scopes()));
    }
}
