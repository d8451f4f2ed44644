package dev.sluice.web.page;

import java.util.Optional;

/**
 * What a person reads first.
 *
 * @param tone needed only when a person is
 */
record Sentence(Tone tone, String text) {
    static Sentence needed(String text) {
        return new Sentence(Tone.NEEDED, text);
    }

    static Sentence note(String text) {
        return new Sentence(Tone.NOTE, text);
    }

    static Sentence busy(String text) {
        return new Sentence(Tone.BUSY, text);
    }

    static Sentence fine(String text) {
        return new Sentence(Tone.FINE, text);
    }

    /** The same with more behind it. */
    Sentence then(Optional<String> more) {
        return more.map(words -> new Sentence(tone, text + "; " + words)).orElse(this);
    }

    /** The same, wanting at least that much attention. */
    Sentence atLeast(Tone other) {
        return new Sentence(tone.and(other), text);
    }

    // For templates.

    String css() {
        return tone.css();
    }

    String word() {
        return tone.word();
    }

    String shape() {
        return tone.shape();
    }
}
