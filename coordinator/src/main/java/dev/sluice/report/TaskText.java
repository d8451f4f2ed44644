package dev.sluice.report;

import dev.sluice.document.HumanUnits;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.TaskEvent;
import dev.sluice.rollout.TaskEvent.TaskEnded;
import dev.sluice.rollout.TaskEvent.TaskFailed;
import dev.sluice.rollout.TaskEvent.TaskJudged;
import dev.sluice.rollout.TaskEvent.TaskStarted;
import dev.sluice.rollout.TaskEvent.TaskUnknown;
import java.time.Duration;

/** The text of the console for tasks. */
final class TaskText {
    private TaskText() {}

    /** The line of a task that runs once per rollout; it has its own column, unlike the tasks of hosts. */
    static String of(TaskEvent event, Palette palette) {
        return Words.line("task", text(event, palette));
    }

    private static String text(TaskEvent event, Palette palette) {
        if (event instanceof TaskStarted started) {
            return started.task() + " started on "
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
                        + ", decided by " + Words.harmless(judged.by())
                : event.task();
    }

    static String ended(String task, int exit, Duration took, Palette palette) {
        var code = exit == 0 ? palette.good("done") : palette.bad("exit code " + exit);
        return task + " " + code + " in " + HumanUnits.of(took);
    }

    static String unknown(String task, Failure failure, Palette palette) {
        return task + " " + palette.bad("? ") + Words.harmless(failure.summary());
    }
}
