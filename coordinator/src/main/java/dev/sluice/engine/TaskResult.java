package dev.sluice.engine;

import java.util.List;

/**
 * How a task ended.
 *
 * @param exit what it ended with; 0 is success
 * @param tail the last lines of what it printed, harmless and short enough for a console
 */
public record TaskResult(Ending ending, int exit, List<String> tail) {
    /** The ways to end. */
    public enum Ending {
        /** By itself, now or in an earlier life of the coordinator. */
        ENDED,
        /** Its time was over. */
        TIMED_OUT,
        /** It was started before, and nobody knows. */
        UNKNOWN
    }

    public TaskResult {
        tail = List.copyOf(tail);
    }

    static TaskResult unknown(String why) {
        return new TaskResult(Ending.UNKNOWN, 0, List.of(why));
    }

    boolean isGood() {
        return ending == Ending.ENDED && exit == 0;
    }
}
