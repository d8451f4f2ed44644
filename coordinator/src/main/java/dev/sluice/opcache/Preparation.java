package dev.sluice.opcache;

import dev.sluice.endpoint.CacheWork;
import dev.sluice.endpoint.EndpointFacts;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.OutdatedScripts;
import dev.sluice.host.Timekeeper;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Opcache.Method;
import dev.sluice.rollout.Direction;
import java.time.Duration;

/**
 * What is done and decided before a switch: the method, and which scripts are compiled already.
 *
 * @param compiled scripts of the release that are in the cache since
 * @param changed scripts that PHP has as they were before they changed: a method that drops everything cannot name them afterwards
 */
public record Preparation(String release, MethodChoice choice, int compiled, OutdatedScripts.Some changed) {
    /** Scripts are compiled for at most this long; the rest is compiled when it is requested. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Chooses by what the endpoint reported, and compiles nothing: it is too late for that. */
    static Preparation late(String release, Opcache opcache, EndpointState facts, Direction direction) {
        return new Preparation(release, choice(opcache, facts, direction).whenLive(facts), 0, changed(facts));
    }

    private static MethodChoice choice(Opcache opcache, EndpointState facts, Direction direction) {
        return direction == Direction.FORWARD ? MethodChoice.of(opcache, facts) : MethodChoice.wayBack(opcache, facts);
    }

    /**
     * Queries one host's endpoint, and has it compile where the compiled scripts survive the switch.
     *
     * @param release that is on the host, and not live yet
     * @param direction to it, or back to it
     */
    public static Preparation of(
            String release, Opcache opcache, EndpointClient endpoint, Direction direction, Timekeeper time)
            throws EndpointException, InterruptedException {
        var facts = endpoint.facts(release);
        var choice = choice(opcache, facts, direction);
        var kept = choice.method() == Method.INVALIDATE || choice.method() == Method.NONE;
        if (!opcache.warm() || !kept || !facts.opcache().settings().visible()) {
            return new Preparation(release, choice, 0, changed(facts));
        }
        var work = warm(release, endpoint, time);
        if (work.full()
                && choice.method() == Method.INVALIDATE
                && choice.obstacles().isEmpty()) {
            choice = MethodChoice.plannedRestart("OPcache has no room for the whole release");
        }
        return new Preparation(release, choice, work.done(), changed(facts));
    }

    private static OutdatedScripts.Some changed(EndpointState state) {
        return state.facts()
                .map(EndpointFacts::outdated)
                .orElse(OutdatedScripts.NONE)
                .changed();
    }

    /** After each request the host is left alone for as long as it took: visitors come first. */
    private static CacheWork warm(String release, EndpointClient endpoint, Timekeeper time)
            throws EndpointException, InterruptedException {
        var deadline = time.elapsed().plus(LONGEST);
        var sum = new CacheWork(0, 0, "", false);
        while (true) {
            var began = time.elapsed();
            var work = endpoint.warm(release, sum.next());
            sum = new CacheWork(sum.done() + work.done(), sum.failed() + work.failed(), work.next(), work.full());
            var now = time.elapsed();
            if (sum.next().isEmpty() || now.compareTo(deadline) >= 0) {
                return sum;
            }
            time.pause(now.minus(began));
        }
    }
}
