package dev.sluice.engine;

import dev.sluice.plan.RolloutId;
import java.util.List;

/**
 * The decisions that an operator can make on a task whose outcome is unknown.
 *
 * @param done the command that marks the task as done
 * @param again the command that starts the task again
 * @param back the command that reverts the rollout instead
 */
public record TaskAdvice(String done, String again, String back) {
    /** For the unfinished rollout. */
    static TaskAdvice of(String task) {
        return naming("", task);
    }

    /** For a named rollout. */
    public static TaskAdvice of(RolloutId rollout, String task) {
        return naming(" " + rollout, task);
    }

    private static TaskAdvice naming(String rollout, String task) {
        var resume = "sluice resume" + rollout;
        return new TaskAdvice(
                resume + " --task-done " + quoted(task), resume + " --task-again " + quoted(task), "sluice rollback");
    }

    String oneLine() {
        return "find out whether the task did its work, then: " + done + ", or " + again + ", or " + back;
    }

    /** A line for each of them. */
    public List<String> lines() {
        return List.of(
                "find out whether the task did its work; if it did: " + done,
                "if it may be started again: " + again,
                "to revert every host: " + back);
    }

    /** Quotes the name for a shell: a task without a name is named by its first line. */
    private static String quoted(String task) {
        return "'" + task.replace("'", "'\\''") + "'";
    }
}
