package dev.sluice.engine;

import dev.sluice.host.Timekeeper;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.TaskMoment;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostRollout;
import dev.sluice.rollout.RolloutMachine;
import dev.sluice.rollout.Rotation;

/** Takes a host out of the balancer and brings it back: the tasks before and after its switch, one after the other. */
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

    /** On the way back a task that fails stops nothing: bad code is worse than a request that is cut. */
    void drain(HostPlan host) throws WorkException, JournalException, InterruptedException {
        if (host(host).rotation() != Rotation.LEAVING) {
            var names = machine.taskMoves().names(TaskMoment.BEFORE_SWITCH, host.name());
            recorder.record(new HostEvent.HostDraining(time.now(), host.name(), names));
        }
        if (host(host).phase().switched()) {
            drainAnyway(host);
        } else {
            runAll(host, TaskMoment.BEFORE_SWITCH);
            if (machine.waitsForWord(recorder.state(), host.name())) {
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
                    "goes back all the same: " + e.failure().summary()));
        }
    }

    /** On the way back a task whose end nobody knows is one that failed: nobody is waited for. */
    void bringBack(HostPlan host) throws WorkException, JournalException, InterruptedException {
        if (host(host).rotation() != Rotation.RETURNING) {
            var names = machine.taskMoves().names(TaskMoment.AFTER_SWITCH, host.name());
            recorder.record(new HostEvent.HostReturning(time.now(), host.name(), names));
        }
        var back = host(host).phase().asBefore();
        runAll(host, TaskMoment.AFTER_SWITCH);
        if (back && host(host).hasUnknownTask()) {
            throw WorkException.failed(Failures.notBroughtBack(host));
        }
        if (back || !machine.waitsForWord(recorder.state(), host.name())) {
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
