package dev.sluice.opcache;

import dev.sluice.host.Timekeeper;
import dev.sluice.opcache.EndpointException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Repeats a request, at growing intervals, until there is an answer; it waits while failures are temporary. */
final class Polling {
    private static final Duration FIRST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Timekeeper time;
    private final Remaining remaining;
    private final Predicate<Kind> passing;

    /** @param remaining bounds all waits, {@link #until} excepted, which has a deadline of its own */
    Polling(Timekeeper time, Remaining remaining) {
        this(time, remaining, Kind::passing);
    }

    private Polling(Timekeeper time, Remaining remaining, Predicate<Kind> passing) {
        this.time = time;
        this.remaining = remaining;
        this.passing = passing;
    }

    /** Treats only these kinds of failure as temporary. */
    Polling passing(Kind... only) {
        return new Polling(time, remaining, Set.of(only)::contains);
    }

    /** One request; empty means that it must be repeated. */
    interface Question<T> {
        Optional<T> ask() throws EndpointException;
    }

    /** One request that any answer settles. */
    interface Settling<T> {
        T ask() throws EndpointException;
    }

    /**
     * The first answer to a request that any answer settles, waited for during half a minute: as long as three requests last that no free worker
     * takes, or as long as is left.
     */
    <T> T answer(Settling<T> question) throws EndpointException, InterruptedException {
        var left = remaining.left();
        var patience = left.compareTo(PATIENCE) < 0 ? left : PATIENCE;
        return until(time.elapsed().plus(patience), () -> Optional.of(question.ask()));
    }

    /**
     * The first answer. The request is sent at least once, and at most once more after the deadline: it decides itself what a late answer means.
     *
     * @param deadline monotonic: a wall clock that is set meanwhile must not end a wait, nor prolong it
     */
    <T> T until(Duration deadline, Question<T> question) throws EndpointException, InterruptedException {
        var wait = FIRST;
        while (true) {
            var answer = attempt(deadline, question);
            if (answer.isPresent()) {
                return answer.get();
            }
            time.pause(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
        }
    }

    private <T> Optional<T> attempt(Duration deadline, Question<T> question) throws EndpointException {
        try {
            return question.ask();
        } catch (EndpointException failure) {
            if (!passing.test(failure.kind()) || time.elapsed().compareTo(deadline) >= 0) {
                throw failure;
            }
            return Optional.empty();
        }
    }
}
