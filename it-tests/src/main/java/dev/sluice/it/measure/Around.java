package dev.sluice.it.measure;

import dev.sluice.it.traffic.Answer;
import dev.sluice.it.traffic.Answers;
import dev.sluice.it.traffic.Latency;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Ordinary visitors' waiting right before switches, and right after. Pages that are slow on purpose are left out. */
final class Around {
    private final Answers answers;
    private final TreeSet<Instant> switches;
    private final Duration span;

    Around(Answers answers, Collection<Instant> switches, Duration span) {
        this.answers = answers;
        this.switches = new TreeSet<>(switches);
        this.span = span;
    }

    Latency before() {
        return latency(answer -> {
            var next = switches.higher(answer.sentAt());
            return next != null && answer.sentAt().plus(span).isAfter(next);
        });
    }

    Latency after() {
        return latency(answer -> {
            var last = switches.floor(answer.sentAt());
            return last != null && last.plus(span).isAfter(answer.sentAt());
        });
    }

    private Latency latency(Predicate<Answer> isNear) {
        return answers.where(answer -> isNear.test(answer) && !answer.page().startsWith("/slow.php"))
                .latency();
    }
}
