package dev.sluice.it.traffic;

import dev.sluice.it.fleet.Balancer;
import dev.sluice.it.site.SampleAnswer;
import dev.sluice.it.web.WebAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The different outcomes of a traffic, each kept once and known by a number: a million answers have a handful. */
final class Outcomes {
    private static final int MOST = Short.MAX_VALUE;
    private static final Outcome OTHER = new Outcome(0, "", List.of(), "one of too many different errors");

    private final Map<Outcome, Integer> numbers = new ConcurrentHashMap<>();
    private final List<Outcome> byNumber = new CopyOnWriteArrayList<>();

    /**
     * What an answer amounts to, apart from its times.
     *
     * @param servedBy the host that a balancer says it came from; empty without one
     */
    record Outcome(
            int status,
            String servedBy,
            List<String> releases,
            @Nullable String error) {
        Outcome(int status, List<String> releases, @Nullable String error) {
            this(status, "", releases, error);
        }

        static Outcome of(WebAnswer answer) {
            String servedBy = answer.headers().getOrDefault(Balancer.SERVED_BY, "");
            if (answer.status() != 200) {
                return new Outcome(answer.status(), servedBy, List.of(), "status " + answer.status());
            }
            List<String> releases = SampleAnswer.releases(answer.body());
            return new Outcome(200, servedBy, releases, releases.isEmpty() ? "a page that is not the site's" : null);
        }

        static Outcome of(IOException failure) {
            return new Outcome(0, List.of(), failure.toString());
        }
    }

    short numberOf(Outcome outcome) {
        Integer known = numbers.get(outcome);
        return (short) (known == null ? add(outcome) : known);
    }

    private synchronized int add(Outcome outcome) {
        Outcome kept = byNumber.size() < MOST ? outcome : OTHER;
        return numbers.computeIfAbsent(kept, added -> {
            byNumber.add(added);
            return byNumber.size() - 1;
        });
    }

    Outcome get(short number) {
        return byNumber.get(number);
    }
}
