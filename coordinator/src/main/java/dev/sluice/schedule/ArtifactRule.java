package dev.sluice.schedule;

import dev.sluice.document.Durations;
import dev.sluice.playbook.Schedule.ArtifactChoice;
import dev.sluice.playbook.Schedule.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which artifact a start takes. */
public record ArtifactRule(ArtifactChoice choice) {
    /**
     * A file that matches the pattern.
     *
     * @param modified when it was last written
     * @param withDigest whether its digest is beside it, which is written last: without it the file may be incomplete
     */
    public record Candidate(String path, Instant modified, boolean withDigest) {}

    /**
     * What is known of earlier releases.
     *
     * @param bad digests of what was reverted, rolled back or refused
     * @param liveDigest of what the fleet serves; empty where it is not known
     * @param liveSince when that was released
     */
    public record Past(Set<String> bad, Optional<String> liveDigest, Optional<Instant> liveSince) {
        public Past {
            bad = Set.copyOf(bad);
        }
    }

    /** The newest complete file; of two that are equally old the one whose name is later. */
    public Optional<Candidate> newest(List<Candidate> candidates) {
        return candidates.stream()
                .filter(candidate -> candidate.withDigest() || choice.digest() == Digest.OPTIONAL)
                .max(Comparator.comparing(Candidate::modified).thenComparing(Candidate::path));
    }

    /** Why there is no newest file, for people. */
    public String none(List<Candidate> candidates) {
        return candidates.isEmpty()
                ? "no file matches " + choice.newest()
                : "no file that matches " + choice.newest() + " has its digest beside it, such as "
                        + candidates.get(0).path() + ".sha256";
    }

    /** Why the newest file is not taken now, as far as its times are concerned. */
    public Optional<String> tooOld(Candidate newest, Past past, Instant now) {
        if (newest.modified().plus(choice.oldest()).isBefore(now)) {
            return Optional.of("the newest artifact, " + newest.path() + ", is from " + seconds(newest.modified())
                    + ", and older than max_age " + Durations.written(choice.oldest()));
        }
        return past.liveSince()
                .filter(since -> !newest.modified().isAfter(since))
                .map(since -> "the newest artifact, " + newest.path() + ", is from " + seconds(newest.modified())
                        + ", and what is live was released later, at " + seconds(since));
    }

    /** Why an artifact with this digest is not taken. */
    public Optional<String> unwanted(Candidate newest, String digest, Past past) {
        if (past.bad().contains(digest)) {
            return Optional.of("the newest artifact, " + newest.path()
                    + ", was reverted, rolled back or refused before: only a person can release it again");
        }
        return past.liveDigest()
                .filter(digest::equals)
                .map(live -> "the newest artifact, " + newest.path() + ", is live already");
    }

    private static Instant seconds(Instant moment) {
        return Instant.ofEpochSecond(moment.getEpochSecond());
    }

    /** How long is waited between two searches. */
    public static Duration interval() {
        return Duration.ofSeconds(2);
    }
}
