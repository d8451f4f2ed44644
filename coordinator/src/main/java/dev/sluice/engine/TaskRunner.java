package dev.sluice.engine;

import dev.sluice.engine.TaskOrder.WhenUnknown;
import dev.sluice.engine.TaskResult.Ending;
import dev.sluice.engine.WorkException.Effect;
import dev.sluice.host.Timekeeper;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.TaskMoment;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.playbook.Where;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.TaskEvent;
import dev.sluice.rollout.TaskProgress;
import dev.sluice.rollout.TaskRun;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs tasks: announces each, runs it on its machine, and records the result. */
final class TaskRunner {
    /** The pass of a task that does not surround a switch: it runs once in a rollout. */
    private static final String ONLY = "only";

    private static final int CALLS = 6;
    private static final Duration BETWEEN_CALLS = Duration.ofSeconds(5);

    private final RolloutPlan plan;
    private final HostWork work;
    private final Recorder recorder;
    private final Timekeeper time;

    TaskRunner(RolloutPlan plan, HostWork work, Recorder recorder, Timekeeper time) {
        this.plan = plan;
        this.work = work;
        this.recorder = recorder;
        this.time = time;
    }

    /** Runs a task for one host, on the host or elsewhere, before any switch or after all batches. */
    void each(TaskSpec task, HostName host) throws JournalException, InterruptedException {
        try {
            var result = forHost(task, plan.host(host), ONLY);
            if (result.isPresent() && !result.get().isGood()) {
                failed(task, host, result.get());
            }
        } catch (WorkException e) {
            recorder.record(new HostEvent.HostFailed(time.now(), host, e.failure()));
        }
    }

    private void failed(TaskSpec task, HostName host, TaskResult result) throws JournalException {
        var failure = Failures.task(task, place(task, host), result);
        recorder.record(
                task.optional()
                        ? new HostEvent.HostNoted(time.now(), host, failure.summary())
                        : new HostEvent.HostFailed(time.now(), host, failure));
    }

    /**
     * Runs a task before or after a host's switch.
     *
     * @return the failure; empty if the task succeeded, or if its failure is only noted
     */
    Optional<Failure> around(TaskSpec task, TaskMoment moment, HostPlan host, String pass)
            throws WorkException, JournalException, InterruptedException {
        if (plan.tasks().isOnce(task, moment)) {
            return once(task, on(task, host.name()));
        }
        var failure = forHost(task, host, pass)
                .filter(result -> !result.isGood())
                .map(result -> Failures.task(task, place(task, host.name()), result));
        if (failure.isPresent() && task.optional()) {
            recorder.record(new HostEvent.HostNoted(
                    time.now(), host.name(), failure.get().summary()));
            return Optional.empty();
        }
        return failure;
    }

    /** Empty if the outcome is unknown: that is recorded, and an operator has to decide. */
    private Optional<TaskResult> forHost(TaskSpec task, HostPlan host, String pass)
            throws WorkException, JournalException, InterruptedException {
        var before = recorder.state().host(host.name()).tasks().get(task.name());
        var on = on(task, host.name());
        if (before != TaskProgress.STARTED) {
            recorder.record(new HostEvent.HostTaskStarted(time.now(), host.name(), task.name(), on));
        }
        var began = time.elapsed();
        var order = new TaskOrder(task, Optional.of(host), plan.batchOf(host.name()), pass, whenUnknown(task, before));
        var result = run(order, on, before);
        if (result.ending() == Ending.UNKNOWN) {
            recorder.record(new HostEvent.HostTaskUnknown(
                    time.now(),
                    host.name(),
                    task.name(),
                    Failures.unknownTask(task, place(task, host.name()), result)));
            return Optional.empty();
        }
        recorder.record(new HostEvent.HostTaskEnded(time.now(), host.name(), task.name(), result.exit(), since(began)));
        return Optional.of(result);
    }

    /**
     * Runs a task that runs once per rollout. If it fails, the rollout fails.
     *
     * @return the failure; empty if the task succeeded, or if its failure is only noted
     */
    Optional<Failure> once(TaskSpec task, Optional<HostName> on) throws JournalException, InterruptedException {
        var before = Optional.ofNullable(recorder.state().tasks().get(task.name()))
                .map(TaskRun::progress)
                .orElse(null);
        if (before != TaskProgress.STARTED) {
            recorder.record(new TaskEvent.TaskStarted(time.now(), task.name(), on));
        }
        var began = time.elapsed();
        var subject = on.flatMap(plan::find);
        var order = new TaskOrder(
                task,
                subject,
                subject.map(host -> plan.batchOf(host.name())).orElse(0),
                ONLY,
                whenUnknown(task, before));
        try {
            return conclude(task, on, run(order, on, before), began);
        } catch (WorkException e) {
            return failed(task, e.failure());
        }
    }

    private Optional<Failure> failed(TaskSpec task, Failure failure) throws JournalException {
        recorder.record(new TaskEvent.TaskFailed(time.now(), task.name(), failure));
        return Optional.of(failure);
    }

    private Optional<Failure> conclude(TaskSpec task, Optional<HostName> on, TaskResult result, Duration began)
            throws JournalException {
        var place = on.map(HostName::value).orElse("the coordinator");
        if (result.ending() == Ending.UNKNOWN) {
            recorder.record(
                    new TaskEvent.TaskUnknown(time.now(), task.name(), Failures.unknownTask(task, place, result)));
            return Optional.empty();
        }
        recorder.record(new TaskEvent.TaskEnded(time.now(), task.name(), result.exit(), since(began)));
        return result.isGood() || task.optional() ? Optional.empty() : failed(task, Failures.task(task, place, result));
    }

    private TaskResult run(TaskOrder order, Optional<HostName> on, @Nullable TaskProgress before)
            throws WorkException, InterruptedException {
        if (on.isEmpty()) {
            // This machine stores nothing about a task of an earlier process.
            return before == TaskProgress.STARTED && order.whenUnknown() == WhenUnknown.REPORT
                    ? TaskResult.unknown("the coordinator was ended while it ran")
                    : work.runHere(order);
        }
        var host =
                plan.find(on.get()).orElseThrow(() -> WorkException.failed(Failures.notAmongTargets(order, on.get())));
        return runOn(host, order);
    }

    /**
     * Contact may be lost while a task runs: the host stores its state, and is queried again for its result. A later call without effect gives no
     * information about the first one.
     */
    private TaskResult runOn(HostPlan host, TaskOrder order) throws WorkException, InterruptedException {
        for (int call = 1; ; call++) {
            try {
                return work.runTask(host, token(host), order);
            } catch (WorkException e) {
                if (e.effect() == Effect.NONE && call == 1) {
                    throw e;
                }
                if (call == CALLS) {
                    return TaskResult.unknown(e.failure().summary());
                }
                time.pause(BETWEEN_CALLS);
            } catch (RuntimeException e) {
                // A defect, and it may have come after the task's start.
                return TaskResult.unknown("unexpected error: " + e);
            }
        }
    }

    private long token(HostPlan host) throws WorkException {
        return recorder.state()
                .host(host.name())
                .token()
                .orElseThrow(() -> WorkException.failed(Failures.noLease(host)));
    }

    private static WhenUnknown whenUnknown(TaskSpec task, @Nullable TaskProgress before) {
        return task.idempotent() || before == TaskProgress.AGAIN ? WhenUnknown.START_AGAIN : WhenUnknown.REPORT;
    }

    private static Optional<HostName> on(TaskSpec task, HostName host) {
        if (task.where() instanceof Where.Coordinator) {
            return Optional.empty();
        }
        return Optional.of(task.where() instanceof Where.OneHost one ? one.name() : host);
    }

    private static String place(TaskSpec task, HostName host) {
        return on(task, host).map(HostName::value).orElse("the coordinator");
    }

    private Duration since(Duration began) {
        return time.elapsed().minus(began);
    }
}
