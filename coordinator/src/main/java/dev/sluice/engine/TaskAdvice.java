package dev.sluice.engine;

import dev.sluice.plan.RolloutId;
import java.util.List;

/**
 * What a person can say about a task whose end nobody knows.
 *
 * @param done the command that says that it did its work
 * @param again the command that has it started again
 * @param back the command that takes the rollout back instead
 */
public record TaskAdvice(String done, String again, String back) {
    /** For the rollout that is not finished. */
    static TaskAdvice of(String task) {
        return naming("", task);
    }

    /** For one that is named. */
    public static TaskAdvice of(RolloutId rollout, String task) {
        return naming(" " + rollout, task);
    }

    private static TaskAdvice naming(String rollout, String task) {
        var resume = "sluice resume" + rollout;
        return new TaskAdvice(
                resume + " --task-done " + quoted(task),
                resume + " --task-again " + quoted(task),
                "sluice rollback");
    }

    String oneLine() {
        return "find out whether it did its work, then: " + done + ", or " + again + ", or " + back;
    }

    /** A line for each of them. */
    public List<String> lines() {
        return List.of(
                "find out whether it did its work; it did: " + done,
                "it may be started again: " + again,
                "everything back to where it was: " + back);
    }

    /** To be pasted into a shell: a task without a name is called by its first line. */
    private static String quoted(String task) {
        return "'" + task.replace("'", "'\\''") + "'";
    }
}
