package dev.sluice.it.mutation;

import java.util.List;

/**
 * A part of a script.
 *
 * @param start its offset in the script; {@code end} is that of what follows
 * @param nested where the text of a word is shell text again: {@code $( … )}
 */
record Token(Kind kind, int start, int end, String text, List<Span> nested) {
    /** What a part is. */
    enum Kind {
        /** With its quotes and expansions. */
        WORD,
        /** What separates commands; a line's end has the text {@code \n}. */
        OPERATOR,
        /** Such as {@code 2>&}; the word after it belongs to it. */
        REDIRECTION
    }

    /** From an offset up to another. */
    record Span(int start, int end) {}

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }
}
