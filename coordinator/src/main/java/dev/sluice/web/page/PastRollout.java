package dev.sluice.web.page;

import dev.sluice.engine.RolloutSummary;
import dev.sluice.plan.RolloutId;
import dev.sluice.rollout.Outcome;
import java.util.List;
import java.util.Optional;

/** A line of a fleet's history. */
record PastRollout(
        String id, String href, String when, String what, String release, Tone tone, String outcome, String by) {
    /** Lines of one page. */
    static final int MOST = 20;

    /**
     * A page of the history.
     *
     * @param older address of the next page; empty on the last
     */
    record Page(List<PastRollout> lines, String older) {}

    /** @param from how many newer ones are left out */
    static Page page(SiteFacts facts, int from) {
        var all = facts.recorded().history().rollouts();
        var start = Math.min(Math.max(0, from), all.size());
        var end = Math.min(all.size(), start + MOST);
        var base = Frame.base(facts.site().fleet());
        var lines = all.subList(start, end).stream()
                .map(rollout -> of(rollout, base, facts.moments()))
                .toList();
        return new Page(lines, end < all.size() ? base + "?from=" + end + "#history" : "");
    }

    private static PastRollout of(RolloutSummary rollout, String base, Moments moments) {
        return new PastRollout(
                rollout.id().toString(),
                Frame.rollout(base, rollout.id()),
                moments.when(rollout.createdAt()).local(),
                Words.word(rollout.purpose()),
                Words.release(rollout.release()),
                rollout.outcome().map(PastRollout::tone).orElse(Tone.BUSY),
                rollout.outcome().map(PastRollout::word).orElseGet(() -> Words.word(rollout.phase())),
                Words.harmless(rollout.actor()));
    }

    /** Of one that is over, for those who read what was. */
    static Tone tone(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> Tone.FINE;
            case UNTOUCHED, REVERTED, LOCKED -> Tone.NOTE;
            case MIXED, DIVERGED -> Tone.NEEDED;
        };
    }

    static String word(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> "done";
            case UNTOUCHED -> "failed, nothing changed";
            case REVERTED -> "reverted";
            case MIXED -> "mixed";
            case LOCKED -> "locked";
            case DIVERGED -> "diverged";
        };
    }

    /** The line of a rollout, where the history has it. */
    static Optional<RolloutSummary> find(SiteFacts facts, RolloutId id) {
        return facts.recorded().history().rollouts().stream()
                .filter(rollout -> rollout.id().equals(id))
                .findFirst();
    }

    // For templates.

    String css() {
        return tone.css();
    }

    String shape() {
        return tone.shape();
    }
}
