package dev.sluice.it.traffic;

import dev.sluice.it.traffic.Outcomes.Outcome;
import dev.sluice.it.web.WebConnection;
import dev.sluice.it.web.WebTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.stream.Stream;

/** One connection to one host; each run is one request. */
final class Visitor implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final WebTarget target;
    private final String page;
    private final Outcomes outcomes;
    private final WebConnection connection;
    private final AnswerLog log = new AnswerLog();
    private final long periodNanos;
    private long due;

    /** @param period between two requests that are due */
    Visitor(WebTarget target, String page, Duration period, Outcomes outcomes) {
        this.periodNanos = period.toNanos();
        this.target = target;
        this.page = page;
        this.outcomes = outcomes;
        this.connection = new WebConnection(target, PATIENCE);
    }

    @Override
    public void run() {
        long sent = System.nanoTime();
        due = log.size() == 0 ? sent : due + periodNanos;
        Outcome outcome = ask();
        log.add(due, sent, System.nanoTime(), outcomes.numberOf(outcome));
    }

    private Outcome ask() {
        try {
            return Outcome.of(connection.get(page));
        } catch (IOException e) {
            return Outcome.of(e);
        }
    }

    int count() {
        return log.size();
    }

    Stream<Answer> answers(WallClock clock) {
        return log.entries().map(entry -> {
            Outcome outcome = outcomes.get(entry.outcome());
            return new Answer(
                    outcome.servedBy().isEmpty() ? target.host() : outcome.servedBy(),
                    page,
                    clock.at(entry.sentNanos()),
                    Duration.ofNanos(1000L * entry.lateMicros()),
                    Duration.ofNanos(1000L * entry.tookMicros()),
                    outcome.status(),
                    outcome.releases(),
                    outcome.error());
        });
    }

    void disconnect() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a connection to " + target.host(), e);
        }
    }
}
