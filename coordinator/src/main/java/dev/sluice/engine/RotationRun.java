package dev.sluice.engine;

import dev.sluice.host.Timekeeper;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.TaskMoment;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostRollout;
import dev.sluice.rollout.RolloutMachine;
import dev.sluice.rollout.Rotation;

/** Takes a host out of the load balancer and returns it: runs the tasks before and after its switch, one after the other. */
final class RotationRun {
    private final RolloutMachine machine;
    private final Recorder recorder;
    private final Timekeeper time;
    private final TaskRunner tasks;

    RotationRun(RolloutMachine machine, Recorder recorder, Timekeeper time, TaskRunner tasks) {
        this.machine = machine;
        this.recorder = recorder;
        this.time = time;
        this.tasks = tasks;
    }

    /** During a revert a failed task stops nothing: bad code is worse than an interrupted request. */
    void drain(HostPlan host) throws WorkException, JournalException, InterruptedException {
        if (host(host).rotation() != Rotation.LEAVING) {
            var names = machine.taskMoves().names(TaskMoment.BEFORE_SWITCH, host.name());
            recorder.record(new HostEvent.HostDraining(time.now(), host.name(), names));
        }
        if (host(host).phase().switched()) {
            drainAnyway(host);
        } else {
            runAll(host, TaskMoment.BEFORE_SWITCH);
            if (machine.waitsForDecision(recorder.state(), host.name())) {
                return;
            }
        }
        recorder.record(new HostEvent.HostDrained(time.now(), host.name()));
    }

    private void drainAnyway(HostPlan host) throws JournalException, InterruptedException {
        try {
            runAll(host, TaskMoment.BEFORE_SWITCH);
        } catch (WorkException e) {
            recorder.record(new HostEvent.HostNoted(
                    time.now(),
                    host.name(),
                    "reverted in spite of a failed task: " + e.failure().summary()));
        }
    }

    /** During a revert a task whose outcome is unknown counts as failed: the revert does not wait for a decision. */
    void returnHost(HostPlan host) throws WorkException, JournalException, InterruptedException {
        if (host(host).rotation() != Rotation.RETURNING) {
            var names = machine.taskMoves().names(TaskMoment.AFTER_SWITCH, host.name());
            recorder.record(new HostEvent.HostReturning(time.now(), host.name(), names));
        }
        var back = host(host).phase().asBefore();
        runAll(host, TaskMoment.AFTER_SWITCH);
        if (back && host(host).hasUnknownTask()) {
            throw WorkException.failed(Failures.notReturned(host));
        }
        if (back || !machine.waitsForDecision(recorder.state(), host.name())) {
            recorder.record(new HostEvent.HostReturned(time.now(), host.name()));
        }
    }

    private void runAll(HostPlan host, TaskMoment moment) throws WorkException, JournalException, InterruptedException {
        var pass = "turn" + host(host).turns();
        var next = machine.taskMoves().next(recorder.state(), moment, host.name());
        while (next.isPresent()) {
            var failure = tasks.around(next.get(), moment, host, pass);
            if (failure.isPresent()) {
                throw WorkException.failed(failure.get());
            }
            next = machine.taskMoves().next(recorder.state(), moment, host.name());
        }
    }

    private HostRollout host(HostPlan host) {
        return recorder.state().host(host.name());
    }
}
