package dev.sluice.engine;

import dev.sluice.document.HarmlessText;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.Failure.Kind;

/** The messages of failures that the engine itself detects. */
final class Failures {
    /** How much of an exception is shown, in characters; it may quote a host's answer. */
    private static final int SHOWN = 300;

    private Failures() {}

    static Failure nothingToGoBackTo(HostPlan host) {
        return new Failure(
                Kind.SWITCH,
                "revert",
                "there is no rollback target",
                "this was the first release on " + host.name() + "; removing its link would take the site down",
                "fix the release and release it again, or take " + host.name() + " out of service and remove "
                        + host.host().path() + "/current");
    }

    static Failure diverged(HostPlan host, String found) {
        var expected = host.from().isEmpty() ? "no link" : "'" + host.from() + "'";
        return new Failure(
                Kind.SWITCH,
                "look",
                "another process or operator changed the link",
                "expected " + expected + " or '" + host.to().link() + "', found "
                        + (found.isEmpty() ? "no link" : "'" + found + "'"),
                "find out who changed " + host.host().path() + "/current on " + host.name()
                        + "; it was left as it is. Then: sluice status --live");
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
                "fix it, and release again; for its full output: sluice logs");
    }

    static Failure unknownTask(TaskSpec task, String place, TaskResult result) {
        return new Failure(
                Kind.TASK,
                "task",
                "the outcome of task " + task.name() + " on " + place + " is unknown",
                String.join(" | ", result.tail()),
                TaskAdvice.of(task.name()).oneLine());
    }

    static Failure notReturned(HostPlan host) {
        return new Failure(
                Kind.TASK,
                "task",
                host.name() + " may receive no traffic",
                "the outcome of the tasks after its switch is unknown",
                "return it to the balancer by hand; for the output of the tasks: sluice logs");
    }

    static Failure notAmongTargets(TaskOrder order, HostName host) {
        return new Failure(
                Kind.TASK,
                "task",
                "task " + order.task().name() + " has to run on " + host,
                "that host is not part of this rollout",
                "include it in targets, --limit and --exclude, or run the task on the coordinator");
    }

    static Failure noLease(HostPlan host) {
        return new Failure(
                Kind.TASK,
                "task",
                "no task can run on " + host.name(),
                "this rollout no longer has a lease there",
                "check the state of " + host.name() + " first: sluice status");
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
