package dev.sluice.it.mutation;

import java.util.List;

/**
 * A command of a script with its arguments and redirections.
 *
 * @param words without redirections
 * @param before the operator or reserved word that it follows, such as {@code ||} or {@code then}
 * @param after the operator that follows it
 * @param place what its status decides
 * @param position in its list of {@code &&} and {@code ||}, from 0
 * @param probe where the statement begins that it belongs to
 * @param arm how many patterns lead to the statement, when it is the first one of a case's arm; else 0
 */
record SimpleCommand(
        int start,
        int end,
        List<Token> words,
        String before,
        String after,
        Place place,
        int position,
        int probe,
        int arm) {
    /** Between {@code if} and {@code then}, {@code while} and {@code do}; or elsewhere. */
    enum Place {
        IF,
        WHILE,
        UNTIL,
        BODY
    }

    String name() {
        return words.isEmpty() ? "" : words.get(0).text();
    }

    boolean isTest() {
        return name().equals("[");
    }

    /** Whether its status is all that comes of it. */
    boolean isPure() {
        return isTest() || name().equals("have");
    }

    boolean isCondition() {
        return isTest() || place != Place.BODY || after.equals("&&") || after.equals("||");
    }

    /** Whether it runs because of the status of what stands before it. */
    boolean isGuarded() {
        return before.equals("&&") || before.equals("||");
    }
}
