package dev.sluice.engine;

import dev.sluice.document.HarmlessText;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.Failure.Kind;

/** The failures that the engine itself finds, in words. */
final class Failures {
    /** Of an exception, which may quote what a host answered. */
    private static final int SHOWN = 300;

    private Failures() {}

    static Failure nothingToGoBackTo(HostPlan host) {
        return new Failure(
                Kind.SWITCH,
                "revert",
                "there is nothing to go back to",
                "this was the first release on " + host.name() + ", and without its link the site would be gone",
                "mend the release and release it, or take " + host.name() + " out of service and remove "
                        + host.host().path() + "/current");
    }

    static Failure diverged(HostPlan host, String found) {
        var expected = host.from().isEmpty() ? "no link" : "'" + host.from() + "'";
        return new Failure(
                Kind.SWITCH,
                "look",
                "the link was changed by somebody else",
                "expected " + expected + " or '" + host.to().link() + "', found "
                        + (found.isEmpty() ? "no link" : "'" + found + "'"),
                "find out who changed " + host.host().path() + "/current on " + host.name()
                        + "; it was left alone. Then: sluice status --live");
    }

    static Failure task(TaskSpec task, String place, TaskResult result) {
        var ending = result.ending() == TaskResult.Ending.TIMED_OUT
                ? "it was ended after " + task.timeout().toSeconds() + " s"
                : "it ended with " + result.exit();
        return new Failure(
                Kind.TASK,
                "task",
                "task " + task.name() + " failed on " + place,
                result.tail().isEmpty() ? ending : ending + ": " + String.join(" | ", result.tail()),
                "mend it, and release again; all that it printed: sluice logs");
    }

    static Failure unknownTask(TaskSpec task, String place, TaskResult result) {
        return new Failure(
                Kind.TASK,
                "task",
                "nobody knows how task " + task.name() + " ended on " + place,
                String.join(" | ", result.tail()),
                TaskAdvice.of(task.name()).oneLine());
    }

    static Failure notBroughtBack(HostPlan host) {
        return new Failure(
                Kind.TASK,
                "task",
                host.name() + " may get no visitors",
                "nobody knows how the tasks after its switch ended",
                "put it back by hand; what they printed: sluice logs");
    }

    static Failure notAmongTargets(TaskOrder order, HostName host) {
        return new Failure(
                Kind.TASK,
                "task",
                "task " + order.task().name() + " is to run on " + host,
                "that host is not part of this rollout",
                "take it into targets, --limit and --exclude, or let the task run at the coordinator");
    }

    static Failure noLease(HostPlan host) {
        return new Failure(
                Kind.TASK,
                "task",
                "nothing can be run on " + host.name(),
                "this rollout has no lease there any more",
                "look at what became of " + host.name() + " first: sluice status");
    }

    static Failure unexpected(String step, Throwable cause) {
        return new Failure(
                Kind.UNEXPECTED,
                step,
                "unexpected error",
                HarmlessText.line(String.valueOf(cause), SHOWN),
                "this is a defect: please report it with the rollout's journal");
    }
}
