package dev.sluice.web.page;

import dev.sluice.engine.RolloutSummary;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.Restrictions.DisabledHost;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.Outcome;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How a site is, in one sentence; pure. Needed only when a person is. */
record FleetSentence(SiteFacts facts) {
    Sentence of() {
        var problems = facts.site().problems().size();
        if (problems > 0) {
            return Sentence.needed("The files of this site have " + Words.count(problems, "error")
                    + "; nothing starts until they are mended");
        }
        if (!facts.recorded().troubles().isEmpty()) {
            return Sentence.needed(Words.count(facts.recorded().troubles().size(), "record")
                    + " cannot be read; nothing starts before that is settled");
        }
        return facts.open().map(this::open).orElseGet(this::settled).then(frozen());
    }

    private Sentence open(SeenRollout seen) {
        var sentence = new RolloutSentence(seen, facts.moments()).of();
        return new Sentence(sentence.tone(), what(seen) + ": " + sentence.text());
    }

    private static String what(SeenRollout seen) {
        return Words.title(Words.word(seen.plan().purpose())) + " of " + Words.releases(seen.releases());
    }

    private Optional<String> frozen() {
        return facts.freeze()
                .map(freeze -> "frozen"
                        + freeze.until()
                                .map(end -> " until " + facts.moments().near(end))
                                .orElse(""));
    }

    private Sentence settled() {
        var next = new Tonight(facts).refused();
        if (next.isPresent()) {
            return Sentence.needed(next.get());
        }
        var newest = newest();
        if (newest.isEmpty()) {
            return Sentence.note("No release yet");
        }
        return after(newest.get());
    }

    /** An upload changes nothing that visitors see. */
    private Optional<RolloutSummary> newest() {
        return facts.recorded().history().rollouts().stream()
                .filter(rollout -> rollout.purpose() != Purpose.STAGE)
                .findFirst();
    }

    private Sentence after(RolloutSummary newest) {
        var how = newest.outcome().orElse(Outcome.UNTOUCHED);
        var what = Words.word(newest.purpose()) + " of " + Words.release(newest.release()) + " "
                + facts.moments().near(newest.changedAt());
        return switch (how) {
            case MIXED ->
                Sentence.needed("Mixed: the " + what + " failed, and not every host is in the intended state");
            case DIVERGED -> Sentence.needed("The " + what + " found hosts that something other than Sluice changed");
            case REVERTED -> Sentence.note(serving().text() + "; the " + what + " failed and was reverted");
            case UNTOUCHED, LOCKED -> Sentence.note(serving().text() + "; the " + what + " ended before any switch");
            case SUCCEEDED -> serving();
        };
    }

    /** Such as {@code 59 of 60 serve 1126-9f3c; web17 left out since Tuesday}. */
    private Sentence serving() {
        var hosts = facts.site().hosts();
        var release = mostServed();
        if (release.isEmpty()) {
            return Sentence.note("No host is known to serve a release");
        }
        var count =
                (int) hosts.stream().filter(host -> isOn(host, release.get())).count();
        var name = Words.release(release.get());
        return count == hosts.size()
                ? Sentence.fine("All " + Words.hosts(count) + " serve " + name)
                : Sentence.note(count + " of " + hosts.size() + " serve " + name)
                        .then(missed())
                        .then(disabled());
    }

    private boolean isOn(HostName host, ReleaseId release) {
        return Optional.ofNullable(facts.recorded().traces().get(host))
                .filter(trace -> trace.missed().isEmpty())
                .flatMap(HostTrace::live)
                .filter(release::equals)
                .isPresent();
    }

    private Optional<String> missed() {
        var out = outNames();
        var hosts = facts.site().hosts().stream()
                .filter(host -> !out.contains(host))
                .filter(host -> trace(host).flatMap(HostTrace::missed).isPresent())
                .toList();
        return hosts.stream()
                .flatMap(host -> trace(host).flatMap(HostTrace::missed).stream())
                .map(HostTrace.Missed::since)
                .min(Comparator.naturalOrder())
                .map(since -> Words.names(hosts) + " left out since "
                        + facts.moments().near(since));
    }

    private Optional<String> disabled() {
        var out = List.copyOf(outNames());
        return out.isEmpty()
                ? Optional.empty()
                : Optional.of(Words.names(out.stream().sorted().toList()) + " disabled");
    }

    private Set<HostName> outNames() {
        return facts.recorded().restrictions().disabledAt(facts.now()).stream()
                .map(DisabledHost::host)
                .collect(Collectors.toSet());
    }

    private Optional<HostTrace> trace(HostName host) {
        return Optional.ofNullable(facts.recorded().traces().get(host));
    }

    /** The release that most hosts have by the record. */
    Optional<ReleaseId> mostServed() {
        var counts = new HashMap<ReleaseId, Integer>();
        facts.site().hosts().forEach(host -> trace(host)
                .flatMap(HostTrace::live)
                .ifPresent(release -> counts.merge(release, 1, Integer::sum)));
        return counts.entrySet().stream()
                .max(Map.Entry.<ReleaseId, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }
}
