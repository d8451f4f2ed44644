package dev.sluice.engine;

import dev.sluice.document.SecretException;
import dev.sluice.engine.TaskOrder.WhenUnknown;
import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.step.Lease;
import dev.sluice.step.RunTask;
import dev.sluice.step.StepException;
import dev.sluice.step.TaskCommand;
import dev.sluice.step.TaskOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets the environment of tasks, runs them, and stores their output with secrets masked. */
final class TaskWork {
    private static final Logger LOG = LoggerFactory.getLogger(TaskWork.class);

    private final RolloutPlan plan;
    private final TaskSupport support;

    TaskWork(RolloutPlan plan, TaskSupport support) {
        this.plan = plan;
        this.support = support;
    }

    /** Runs a task on a host, in the directory of the host's new release. */
    TaskResult on(HostSession session, HostPlan host, Lease lease, TaskOrder order)
            throws StepException, HostException, WorkException {
        var variables = variables(order);
        var lines = lines(variables, host.name().value(), order);
        var again = order.whenUnknown() == WhenUnknown.START_AGAIN ? RunTask.Again.WHEN_UNKNOWN : RunTask.Again.NEVER;
        var step = new RunTask(lease, host.to().value(), key(order), command(order, variables), again, lines);
        try {
            return result(step.on(session), lines);
        } finally {
            lines.end();
        }
    }

    /** Runs a task on the coordinator's machine. */
    TaskResult here(TaskOrder order) throws WorkException {
        var variables = variables(order);
        var lines = lines(variables, HostLogs.COORDINATOR, order);
        try {
            return result(support.local().run(command(order, variables), lines), lines);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw WorkException.unknown(Failures.unexpected("task", e));
        } finally {
            lines.end();
        }
    }

    /** The key is the same in every process that takes over the rollout. */
    private static String key(TaskOrder order) {
        var subject = order.subject().map(host -> host.name().value()).orElse("");
        return TaskKey.of(order.task().name(), order.pass(), subject);
    }

    private static TaskCommand command(TaskOrder order, TaskVariables variables) {
        var task = order.task();
        return new TaskCommand(task.name(), task.run(), task.user(), task.timeout(), variables.all());
    }

    private TaskVariables variables(TaskOrder order) throws WorkException {
        try {
            return TaskVariables.of(order.task(), given(order), support.secrets());
        } catch (SecretException e) {
            throw WorkException.failed(new Failure(
                    Kind.TASK,
                    "task",
                    "task " + order.task().name() + " was not started",
                    "one of its secrets cannot be fetched: " + e.getMessage(),
                    "make the secret available on this machine, then run the same command again"));
        }
    }

    private Map<String, String> given(TaskOrder order) {
        var subject = order.subject();
        var given = new LinkedHashMap<String, String>();
        given.put("SLUICE_SITE", plan.playbook().name());
        given.put("SLUICE_INVENTORY", plan.inventory());
        given.put("SLUICE_ROLLOUT", plan.id().value());
        given.put("SLUICE_RELEASE", plan.release().id().value());
        given.put(
                "SLUICE_PREVIOUS",
                subject.flatMap(HostPlan::previous).map(ReleaseId::value).orElse(""));
        given.put(
                "SLUICE_HOST", subject.map(HostPlan::name).map(HostName::value).orElse(""));
        given.put("SLUICE_PATH", subject.map(host -> host.host().path()).orElse(""));
        given.put("SLUICE_BATCH", Integer.toString(order.batch()));
        return given;
    }

    private TaskOutput lines(TaskVariables variables, String machine, TaskOrder order) {
        return new TaskOutput(SecretMask.of(variables.secrets()), lines -> log(machine, order, lines));
    }

    private void log(String machine, TaskOrder order, List<String> lines) {
        append(machine, order.task().name(), lines);
    }

    /** Stores what the tools of a failed step wrote on a host, beside the output of its tasks. */
    void keep(HostName host, String step, List<String> lines) {
        if (!lines.isEmpty()) {
            append(host.value(), step, lines);
        }
    }

    /** A full disk on this machine is no reason to stop a rollout. */
    private void append(String machine, String what, List<String> lines) {
        try {
            var named = lines.stream().map(line -> what + " | " + line).toList();
            support.logs().append(FleetName.of(plan), plan.id(), machine, named);
        } catch (JournalException e) {
            LOG.warn("the output of {} on {} could not be stored", what, machine, e);
        }
    }

    private static TaskResult result(TaskOutcome outcome, TaskOutput lines) {
        lines.end();
        var ending =
                switch (outcome.end()) {
                    case EXITED -> TaskResult.Ending.ENDED;
                    case TIMED_OUT -> TaskResult.Ending.TIMED_OUT;
                    case UNKNOWN -> TaskResult.Ending.UNKNOWN;
                };
        return new TaskResult(ending, outcome.exit(), lines.last());
    }
}
