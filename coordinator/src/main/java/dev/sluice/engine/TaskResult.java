package dev.sluice.engine;

import java.util.List;

/**
 * How a task ended.
 *
 * @param exit its exit code; 0 is success
 * @param tail the last lines of its output, escaped and shortened for a console
 */
public record TaskResult(Ending ending, int exit, List<String> tail) {
    /** The ways to end. */
    public enum Ending {
        /** It ended by itself, during this or an earlier run of the coordinator. */
        ENDED,
        /** It timed out. */
        TIMED_OUT,
        /** It was started before, and its outcome is unknown. */
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
