package dev.sluice.operation;

import dev.sluice.playbook.Schedule;
import dev.sluice.schedule.ArtifactRule;
import dev.sluice.schedule.ArtifactRule.Candidate;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a start would find at a moment, by the names and times of files. They are not opened: whether an artifact is whole, and not a release that was
 * reverted before, is known when it starts.
 *
 * @param newest empty where there is none
 * @param problem why a start would not take it; empty if it would
 */
public record ExpectedArtifact(Optional<Candidate> newest, Optional<String> problem) {
    private static final ArtifactRule.Past UNKNOWN =
            new ArtifactRule.Past(Set.of(), Optional.empty(), Optional.empty());

    /** @param start when it would be taken */
    public static ExpectedArtifact of(Schedule schedule, Instant start) {
        var rule = new ArtifactRule(schedule.artifact());
        var candidates = ArtifactSearch.candidates(schedule.artifact());
        var newest = rule.newest(candidates);
        return new ExpectedArtifact(
                newest,
                newest.isEmpty() ? Optional.of(rule.none(candidates)) : rule.tooOld(newest.get(), UNKNOWN, start));
    }
}
