package dev.sluice.web.page;

import dev.sluice.web.page.Moments.When;

/**
 * A start that is due, for a row.
 *
 * @param left such as {@code 31 min}
 * @param word such as {@code will run}
 * @param why why not, or until when its window is open
 */
record StartLine(String schedule, When when, String left, Tone tone, String word, String why) {
    boolean runs() {
        return tone == Tone.FINE;
    }

    // For templates.

    String css() {
        return tone.css();
    }

    String shape() {
        return tone.shape();
    }
}
