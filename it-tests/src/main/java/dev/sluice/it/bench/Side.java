package dev.sluice.it.bench;

import java.time.Duration;

/** One way to do what is measured. */
interface Side {
    /** Such as {@code rsync}. */
    String name();

    /** What it does from the beginning of its time to the end. */
    String does();

    /** What of it is on disk at the end of its time. */
    default String syncs() {
        return "nothing";
    }

    /** What has to be done each time before its time begins. */
    default void prepare(int number) {}

    /**
     * Does it once.
     *
     * @param number how often it was done before, from 0: what it makes is named by that
     * @return how long its processes ran, from the start of the first to the end of the last
     */
    Duration run(int number);
}
