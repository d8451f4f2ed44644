package dev.sluice.web.page;

import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.HostRollout;

/**
 * A host in its batch.
 *
 * @param why it failed; empty if it did not
 */
record Cell(String host, String shape, String word, Tone tone, String why) {
    /** @param last the phase of a host that is done: healthy, or staged where nothing more is wanted */
    static Cell of(String host, HostRollout now, HostPhase last) {
        var why =
                now.failure().map(failure -> Words.harmless(failure.summary())).orElse("");
        var tone = now.phase() == last ? Tone.FINE : tone(now.phase());
        return new Cell(
                host,
                now.phase() == last ? Tone.FINE.shape() : shape(now.phase()),
                Words.word(now.phase()),
                why.isEmpty() || tone == Tone.NEEDED ? tone : Tone.NOTE,
                why);
    }

    private static Tone tone(HostPhase phase) {
        return switch (phase) {
            case PLANNED, STAGED -> Tone.QUIET;
            case SWITCHING, SWITCHED, PROVED, REVERTING, RESTORED -> Tone.BUSY;
            case HEALTHY -> Tone.FINE;
            case REVERTED, FAILED, LEFT_OUT -> Tone.NOTE;
            case STUCK, UNKNOWN, DIVERGED -> Tone.NEEDED;
        };
    }

    /** One for each phase: what is filled is what is done. */
    private static String shape(HostPhase phase) {
        return switch (phase) {
            case PLANNED -> "○";
            case STAGED -> "◔";
            case SWITCHING -> "◑";
            case SWITCHED -> "◕";
            case PROVED -> "●";
            case HEALTHY -> "✓";
            case REVERTING, RESTORED -> "↺";
            case REVERTED -> "↩";
            case FAILED -> "✕";
            case LEFT_OUT -> "–";
            case STUCK -> "▲";
            case UNKNOWN -> "?";
            case DIVERGED -> "≠";
        };
    }

    // For templates.

    String css() {
        return tone.css();
    }
}
