package dev.sluice.php;

import dev.sluice.endpoint.EndpointState;
import dev.sluice.php.EndpointException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Asks again, at growing intervals, until there is an answer; failures that pass are waited out. */
final class Polling {
    private static final Duration FIRST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Pause pause;
    private final InstantSource clock;
    private final Predicate<Kind> passing;

    Polling(Pause pause, InstantSource clock) {
        this(pause, clock, Kind::passing);
    }

    private Polling(Pause pause, InstantSource clock, Predicate<Kind> passing) {
        this.pause = pause;
        this.clock = clock;
        this.passing = passing;
    }

    /** Waits out these kinds of failure only. */
    Polling passing(Kind... only) {
        return new Polling(pause, clock, Set.of(only)::contains);
    }

    /** One question; empty means that it must be asked again. */
    interface Question<T> {
        Optional<T> ask() throws EndpointException;
    }

    /** The first answer to a question that any answer settles, waited for during ten seconds. */
    EndpointState answer(WorkerRounds.Question question) throws EndpointException, InterruptedException {
        return until(clock.instant().plus(PATIENCE), () -> Optional.of(question.ask()));
    }

    /**
     * The first answer. The question is asked at least once, and once more after the deadline at most: it decides itself
     * what an answer that comes too late means.
     */
    <T> T until(Instant deadline, Question<T> question) throws EndpointException, InterruptedException {
        var wait = FIRST;
        while (true) {
            var answer = attempt(deadline, question);
            if (answer.isPresent()) {
                return answer.get();
            }
            pause.of(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
        }
    }

    private <T> Optional<T> attempt(Instant deadline, Question<T> question) throws EndpointException {
        try {
            return question.ask();
        } catch (EndpointException failure) {
            if (!passing.test(failure.kind()) || !clock.instant().isBefore(deadline)) {
                throw failure;
            }
            return Optional.empty();
        }
    }
}
