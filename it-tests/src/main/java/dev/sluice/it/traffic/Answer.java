package dev.sluice.it.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request.
 *
 * @param host the name of the host asked; behind a balancer, of the one that answered
 * @param page what was asked for
 * @param sentAt just before it was sent, or its connection opened
 * @param late how long after it was due: a visitor whose last answer took long asks late, but was there in time
 * @param took until the whole answer was there, or the error
 * @param status the HTTP status, 0 where there was no answer
 * @param releases what the page says its parts came from, the entry script's first; empty in a failed one
 * @param error why it failed
 */
public record Answer(
        String host,
        String page,
        Instant sentAt,
        Duration late,
        Duration took,
        int status,
        List<String> releases,
        @Nullable String error) {
    public Answer {
        releases = List.copyOf(releases);
    }

    /** One that was sent when it was due. */
    Answer(String host, Instant sentAt, Duration took, int status, List<String> releases, @Nullable String error) {
        this(host, "/", sentAt, Duration.ZERO, took, status, releases, error);
    }

    /** What the visitor waited, from when the request was due: a server that is slow is not asked less. */
    public Duration waited() {
        return late.plus(took);
    }

    /** No whole answer, another status than 200, or a page that is not the site's. */
    public boolean failed() {
        return error != null;
    }

    /** One answer with files of two releases. */
    public boolean torn() {
        return releases.size() > 1;
    }

    /** Whether any part came from another release. Never of a failed one. */
    public boolean notWhollyFrom(String release) {
        return !failed() && !releases.equals(List.of(release));
    }

    public Instant receivedAt() {
        return sentAt.plus(took);
    }
}
