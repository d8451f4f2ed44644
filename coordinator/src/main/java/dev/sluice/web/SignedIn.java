package dev.sluice.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Browsers in which a person has signed in with a token. The token is checked again at each request, so that one that was revoked opens nothing.
 * Sessions end with the process.
 */
final class SignedIn {
    static final Duration LIFE = Duration.ofHours(12);
    private static final int BYTES = 32;
    private static final int MOST = 10_000;

    private final RandomGenerator random;
    private final InstantSource clock;
    private final Map<String, Session> sessions = new HashMap<>();

    private record Session(String authorization, Instant ends) {}

    /** @param random from a secure source */
    SignedIn(RandomGenerator random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    /**
     * Begins a session.
     *
     * @param authorization the header that the token is sent in
     * @return the value of the cookie
     */
    synchronized String begin(String authorization) {
        var now = clock.instant();
        sessions.values().removeIf(session -> !session.ends().isAfter(now));
        if (sessions.size() >= MOST) {
            throw new Refusal(503, "too many people are signed in", "try again later");
        }
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        sessions.put(cookie, new Session(authorization, now.plus(LIFE)));
        return cookie;
    }

    /** The header of the session's token. */
    synchronized Optional<String> authorization(String cookie) {
        return Optional.ofNullable(sessions.get(cookie))
                .filter(session -> session.ends().isAfter(clock.instant()))
                .map(Session::authorization);
    }

    synchronized void end(String cookie) {
        sessions.remove(cookie);
    }
}
