package dev.sluice.report;

import dev.sluice.rollout.Failure;
import dev.sluice.rollout.TaskEvent;
import dev.sluice.rollout.TaskEvent.TaskEnded;
import dev.sluice.rollout.TaskEvent.TaskFailed;
import dev.sluice.rollout.TaskEvent.TaskJudged;
import dev.sluice.rollout.TaskEvent.TaskStarted;
import dev.sluice.rollout.TaskEvent.TaskUnknown;
import java.time.Duration;

/** What the console says of tasks. */
final class TaskText {
    private TaskText() {}

    /** A task that runs once a rollout; it has the column that hosts' tasks have not. */
    static String of(TaskEvent event, Palette palette) {
        return Words.line("task", text(event, palette));
    }

    private static String text(TaskEvent event, Palette palette) {
        if (event instanceof TaskStarted started) {
            return started.task() + " begins on "
                    + started.on().map(Object::toString).orElse("the coordinator");
        }
        if (event instanceof TaskEnded ended) {
            return ended(ended.task(), ended.exit(), ended.took(), palette);
        }
        if (event instanceof TaskFailed failed) {
            return failed.task() + " " + palette.bad("✗ ")
                    + Words.harmless(failed.failure().summary());
        }
        if (event instanceof TaskUnknown unknown) {
            return unknown(unknown.task(), unknown.failure(), palette);
        }
        return event instanceof TaskJudged judged
                ? judged.task() + (judged.verdict() == TaskJudged.Verdict.DONE ? " is done" : " may be started again")
                        + ", says " + Words.harmless(judged.by())
                : event.task();
    }

    static String ended(String task, int exit, Duration took, Palette palette) {
        var code = exit == 0 ? palette.good("done") : palette.bad("exit code " + exit);
        return task + " " + code + " in " + Times.of(took);
    }

    static String unknown(String task, Failure failure, Palette palette) {
        return task + " " + palette.bad("? ") + Words.harmless(failure.summary());
    }
}
