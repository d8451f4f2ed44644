package dev.sluice.readiness;

import java.util.List;

/**
 * One thing that was found out about a host. Equal findings of many hosts are reported once, so that texts hold no host's name.
 *
 * @param topic one word or two, such as {@code clock}
 * @param what what is so
 * @param why what was seen, or what follows from it; may be empty
 * @param remedy what a person can do; empty when nothing is to be done
 * @param lines to be added to a configuration, exactly so; mostly none
 */
public record Finding(Level level, String topic, String what, String why, String remedy, List<String> lines) {
    public Finding {
        lines = List.copyOf(lines);
    }

    /** How bad it is, the worst last. */
    public enum Level {
        OK,
        /** Good to know. */
        NOTE,
        /** A release may fail, or be slower or less safe than it could be. */
        WARNING,
        /** A release will fail, or the site fails now. */
        PROBLEM
    }

    static Finding ok(String topic, String what) {
        return new Finding(Level.OK, topic, what, "", "", List.of());
    }

    static Finding note(String topic, String what, String why, String remedy) {
        return new Finding(Level.NOTE, topic, what, why, remedy, List.of());
    }

    static Finding warning(String topic, String what, String why, String remedy) {
        return new Finding(Level.WARNING, topic, what, why, remedy, List.of());
    }

    /** A problem, in the words of whoever saw it. */
    public static Finding problem(String topic, String what, String why, String remedy) {
        return new Finding(Level.PROBLEM, topic, what, why, remedy, List.of());
    }

    Finding with(Level other) {
        return new Finding(other, topic, what, why, remedy, lines);
    }
}
