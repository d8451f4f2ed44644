package dev.sluice.readiness;

import dev.sluice.endpoint.EndpointState;
import dev.sluice.step.HostFacts;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Why a host serves what it serves, and the one thing to do about it, in a sentence each.
 *
 * @param remedy begins with {@code nothing} when all is well
 */
public record Verdict(String why, String remedy) {
    /**
     * Judges by the last answer of each worker.
     *
     * @param answers may be empty when the endpoint could not be asked; {@code silence} is the reason then
     */
    public static Verdict of(HostFacts facts, List<EndpointState> answers, String silence) {
        if (facts.live().isEmpty()) {
            return new Verdict(
                    "current is " + facts.link().name().toLowerCase(Locale.ROOT) + " and leads to no release",
                    "make current a link to a directory in releases/");
        }
        var live = facts.live().get().id();
        if (answers.isEmpty()) {
            return new Verdict(
                    "current names " + live + "; what PHP serves is not known: " + silence,
                    "sluice doctor shows what blocks the endpoint");
        }
        var stale =
                answers.stream().filter(answer -> !answer.release().names(live)).toList();
        var outdated = OutdatedCode.of(answers);
        if (stale.isEmpty() && outdated.isCertain()) {
            return new Verdict(
                    "current names " + live + ", and " + workers(answers)
                            + " serve it, but PHP runs files as they were before they changed: " + outdated.changed(),
                    OutdatedCode.REMEDY);
        }
        if (stale.isEmpty()) {
            return new Verdict(
                    "current names " + live + ", and " + workers(answers) + " serve it by every way that code is found",
                    "nothing to do" + outdated.advice());
        }
        return ofStale(live, stale, answers);
    }

    private static Verdict ofStale(String live, List<EndpointState> stale, List<EndpointState> all) {
        if (stale.stream().anyMatch(answer -> !answer.opcache().restarts().settled())) {
            return new Verdict(
                    "OPcache is to restart and waits for a request that does not end; until then " + workers(stale)
                            + " go on with " + others(live, stale),
                    "end the long request (slowlog names it); the restart then happens by itself");
        }
        var masters =
                all.stream().map(answer -> answer.worker().master()).distinct().count();
        if (masters > 1) {
            return new Verdict(
                    "the site is answered by " + masters
                            + " masters of PHP, each with a cache of its own, and a reset reached one",
                    "reload PHP-FPM, and give the site's URL one pool");
        }
        if (stale.stream().allMatch(answer -> answer.release().file().equals(live))) {
            return new Verdict(
                    workers(stale) + " find " + live + " as running script, but what is included through current is of "
                            + others(live, stale) + ": their realpath caches still hold the old link",
                    "wait for realpath_cache_ttl (120 s at first), or reload PHP-FPM");
        }
        return new Verdict(
                "current names " + live + ", but OPcache holds the code of " + others(live, stale) + " for "
                        + workers(stale) + ": the link was moved without dropping it",
                "reload PHP-FPM, or release or roll back with sluice, which drops the cache and proves it");
    }

    private static String workers(List<EndpointState> answers) {
        var count =
                answers.stream().map(answer -> answer.worker().pid()).distinct().count();
        return count == 1 ? "1 worker" : count + " workers";
    }

    private static String others(String live, List<EndpointState> stale) {
        Set<String> named = stale.stream()
                .flatMap(answer ->
                        List.of(
                                answer.release().file(),
                                answer.release().current(),
                                answer.release().included())
                                .stream())
                .filter(release -> !release.equals(live))
                .map(release -> release.isEmpty() ? "no release" : release)
                .collect(Collectors.toCollection(TreeSet::new));
        return String.join(", ", named);
    }
}
