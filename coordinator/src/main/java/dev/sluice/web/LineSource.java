package dev.sluice.web;

import java.util.Optional;

/** Numbered lines that come one after the other until there are no more, for any number of readers. Safe for use by many threads. */
interface LineSource {
    /**
     * What is sent of one line.
     *
     * @param text as the reader receives it, with its line breaks
     * @param next the number of the line after it
     */
    record Piece(String text, int next) {}

    /** What is sent at this number; empty while there is nothing. */
    Optional<Piece> piece(int number);

    /** Whether there will be nothing at this number, and after it. */
    boolean endsBefore(int number);

    /** What is sent after the last line; may be empty. */
    String ending();

    /** What is sent while there is nothing to send, and means nothing. */
    String alive();

    /** @param news runs when there is more, on the thread that found it, and must not wait */
    void add(Runnable news);

    void remove(Runnable news);
}
