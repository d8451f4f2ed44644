package dev.sluice.engine;

import dev.sluice.engine.FanOut.Admission;
import dev.sluice.engine.FanOut.HostTask;
import dev.sluice.engine.HostWork.Conclusion;
import dev.sluice.host.Timekeeper;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.Batch;
import dev.sluice.plan.BatchTimes;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostMove;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.Move;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutMachine;
import dev.sluice.rollout.RolloutPhase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Performs the moves that the machine decides, on the owner's thread; the hosts of a move are processed in separate lanes. */
final class MovePerformer implements Move.Performer<MovePerformer.Action> {
    private final RolloutPlan plan;
    private final RolloutMachine machine;
    private final HostWork work;
    private final Recorder recorder;
    private final Timekeeper time;
    private final FanOut fanOut;
    private final TaskRunner tasks;
    private final HostRun hostRun;
    private final BatchAdmission admission;
    private final WindowGuard window;

    /** Whether there is more to do. */
    enum Verdict {
        GO_ON,
        STOP
    }

    /** A move, ready to be done. */
    @FunctionalInterface
    interface Action {
        Verdict run() throws JournalException, InterruptedException;
    }

    /** @param past how long batches of earlier rollouts took */
    MovePerformer(
            RolloutPlan plan,
            BatchTimes past,
            FreezeCheck freeze,
            HostWork work,
            Recorder recorder,
            Timekeeper time,
            FanOut fanOut) {
        this.plan = plan;
        this.machine = new RolloutMachine(plan);
        this.work = work;
        this.recorder = recorder;
        this.time = time;
        this.fanOut = fanOut;
        this.tasks = new TaskRunner(plan, work, recorder, time);
        this.hostRun = new HostRun(plan, machine, work, recorder, time, tasks);
        this.window = new WindowGuard(plan, past, recorder::state, time);
        this.admission = new BatchAdmission(plan, freeze, window, time);
    }

    @Override
    public Action takeLeases(List<HostName> hosts) {
        return () -> each(hosts, (inside, next) -> !isInterrupted(), this::takeLease);
    }

    private void takeLease(HostName host) throws JournalException {
        try {
            long token = work.takeLease(plan.host(host));
            recorder.record(new HostEvent.HostLocked(time.now(), host, token));
        } catch (WorkException e) {
            recorder.record(withoutLease(host, e.failure()));
        } catch (RuntimeException e) {
            recorder.record(withoutLease(host, Failures.unexpected("lock", e)));
        }
    }

    /** No more work is possible on the host. */
    private HostEvent withoutLease(HostName host, Failure failure) {
        return recorder.state().host(host).phase().asBefore()
                ? lost(host, failure)
                : new HostEvent.HostUnknown(time.now(), host, failure);
    }

    /** Before the first switch an unreachable host may be left out; in every other case the host has failed. */
    private HostEvent lost(HostName host, Failure failure) {
        return failure.kind() == Failure.Kind.UNREACHABLE && machine.mayLeaveOut(recorder.state())
                ? new HostEvent.HostLeftOut(time.now(), host, failure)
                : new HostEvent.HostFailed(time.now(), host, failure);
    }

    @Override
    public Action stage(List<HostName> hosts) {
        return () -> each(hosts, (inside, next) -> mayStart(), this::stage);
    }

    private void stage(HostName host) throws JournalException {
        recorder.record(new HostEvent.HostStaging(time.now(), host));
        var began = time.elapsed();
        try {
            var staged = work.stage(
                    plan.host(host),
                    recorder.state().host(host).token().orElseThrow(),
                    (sent, total) -> recorder.uploading(host, sent, total));
            note(host, staged.notes());
            recorder.record(new HostEvent.HostStaged(
                    time.now(), host, staged.bytes(), time.elapsed().minus(began)));
        } catch (WorkException e) {
            recorder.record(lost(host, e.failure()));
            new EvidenceRecorder(work, recorder, time).after(plan.host(host), e);
        }
    }

    @Override
    public Action runTask(TaskSpec task, List<HostName> hosts) {
        return () -> each(hosts, (inside, next) -> mayStart(), host -> tasks.each(task, host));
    }

    @Override
    public Action runOnce(TaskSpec task, Optional<HostName> on) {
        return () -> {
            awaitLane(fanOut.alone(() -> {
                var unused = tasks.once(task, on);
            }));
            return Verdict.GO_ON;
        };
    }

    @Override
    public Action placeAssets(List<HostName> hosts) {
        return () -> each(hosts, (inside, next) -> mayStart(), this::placeAssets);
    }

    private void placeAssets(HostName host) throws JournalException {
        try {
            int files = work.placeAssets(
                    plan.host(host), recorder.state().host(host).token().orElseThrow());
            recorder.record(new HostEvent.AssetsPlaced(time.now(), host, files));
        } catch (WorkException e) {
            recorder.record(new HostEvent.HostFailed(time.now(), host, e.failure()));
        }
    }

    @Override
    public Action activate(Batch batch, List<HostName> hosts) {
        return () -> {
            if (recorder.state().batch() < batch.number()) {
                var obstacle = admission.obstacle(batch);
                if (obstacle.isPresent()) {
                    return write(obstacle.get());
                }
            }
            begin(batch);
            return each(hosts, (inside, next) -> mayStart() && mayEnter(inside, next), this::forward);
        };
    }

    private void forward(HostName host) throws JournalException, InterruptedException {
        var closed = window.beforeHost();
        if (closed.isPresent() && recorder.state().host(host).phase() == HostPhase.STAGED) {
            recorder.record(window.event(closed.get()));
            return;
        }
        hostRun.forward(host);
    }

    private void begin(Batch batch) throws JournalException {
        if (recorder.state().batch() < batch.number()) {
            window.batchBegan();
            recorder.write(new FleetEvent.BatchStarted(time.now(), batch.number(), batch.hosts()));
        }
    }

    private boolean mayEnter(Set<HostName> inside, HostName next) {
        return machine.mayEnter(recorder.state(), inside, next);
    }

    private boolean mayStart() {
        return machine.mayStart(recorder.state());
    }

    @Override
    public Action checkGate(Batch batch, Move.WhenGood whenGood) {
        return () -> {
            begin(batch);
            if (!batch.soak().isZero()) {
                recorder.write(new FleetEvent.SoakStarted(
                        time.now(), batch.number(), time.now().plus(batch.soak())));
                if (new Soak(plan, work, recorder, time, fanOut).watch(batch) == Soak.Ending.CUT_SHORT) {
                    return Verdict.GO_ON;
                }
            }
            if (!settled(batch)) {
                return Verdict.GO_ON;
            }
            window.batchEnded(batch.soak());
            var closed = window.beforeGate();
            return closed.isPresent() ? write(window.event(closed.get())) : decideGate(batch, whenGood);
        };
    }

    private boolean settled(Batch batch) {
        var state = recorder.state();
        return mayStart() && batch.hosts().stream().allMatch(host -> machine.forward(state, host) == HostMove.NONE);
    }

    private Verdict decideGate(Batch batch, Move.WhenGood whenGood) throws JournalException {
        return switch (whenGood) {
            case OPEN -> write(new FleetEvent.GateOpened(time.now(), batch.number()));
            case HOLD -> hold(batch);
        };
    }

    private Verdict hold(Batch batch) throws JournalException {
        var now = time.now();
        var deadline = batch.ends().map(end -> HoldDeadline.of(now, end, window.closes(now)));
        return write(new FleetEvent.Held(now, batch.number(), deadline));
    }

    @Override
    public Action refuseGate(int batch, String reason) {
        return () -> write(new FleetEvent.GateRefused(time.now(), batch, reason));
    }

    @Override
    public Action putBack(List<HostName> hosts) {
        return () -> each(hosts, this::mayGoBack, hostRun::back);
    }

    /** An operator may decide that the remaining hosts stay, while the first ones are being reverted. */
    private boolean mayGoBack(Set<HostName> inside, HostName next) {
        return mayEnter(inside, next) && machine.goesBack(recorder.state(), next);
    }

    @Override
    public Action finish(Outcome outcome) {
        return () -> {
            each(leased(), (inside, next) -> true, host -> conclude(host, outcome));
            write(new FleetEvent.RolloutFinished(time.now(), outcome));
            return Verdict.STOP;
        };
    }

    private List<HostName> leased() {
        return plan.hosts().stream()
                .map(HostPlan::name)
                .filter(host -> recorder.state().host(host).token().isPresent())
                .toList();
    }

    private void conclude(HostName host, Outcome outcome) throws JournalException {
        var state = recorder.state().host(host);
        try {
            var conclusion = Conclusion.of(state, outcome, plan.purpose());
            note(host, work.conclude(plan.host(host), state.token().orElseThrow(), conclusion));
        } catch (WorkException e) {
            note(host, List.of("not cleaned up: " + e.failure().summary()));
        }
    }

    @Override
    public Action done() {
        return () -> Verdict.STOP;
    }

    @Override
    public Action waitForPerson() {
        return () -> {
            each(leased(), (inside, next) -> !isInterrupted(), this::holdLease);
            return Verdict.STOP;
        };
    }

    /** If so, the leases are left to expire: possibly no operator waits for this rollout, for example after a build server aborted it. */
    private boolean isInterrupted() {
        return recorder.state().phase() == RolloutPhase.INTERRUPTED;
    }

    private void holdLease(HostName host) throws JournalException {
        try {
            work.holdLease(plan.host(host), recorder.state().host(host).token().orElseThrow());
        } catch (WorkException e) {
            note(
                    host,
                    List.of("the lease could not be kept while the rollout waits: "
                            + e.failure().summary()));
        }
    }

    private Verdict each(List<HostName> hosts, Admission admission, HostTask task)
            throws JournalException, InterruptedException {
        awaitLane(fanOut.over(hosts, plan.strategy().parallel(), admission, host -> guarded(host, task)));
        return Verdict.GO_ON;
    }

    private void awaitLane(CompletableFuture<Void> lanes) throws JournalException, InterruptedException {
        recorder.serveUntil(lanes);
        FanOut.finish(lanes);
    }

    /** A defect in the work on one host is that host's failure, not the end of the others. */
    private void guarded(HostName host, HostTask task) throws JournalException, InterruptedException {
        try {
            task.on(host);
        } catch (RuntimeException e) {
            recorder.record(new HostEvent.HostFailed(time.now(), host, Failures.unexpected("rollout", e)));
        }
    }

    private void note(HostName host, List<String> notes) throws JournalException {
        for (var note : notes) {
            recorder.record(new HostEvent.HostNoted(time.now(), host, note));
        }
    }

    private Verdict write(FleetEvent event) throws JournalException {
        recorder.write(event);
        return Verdict.GO_ON;
    }
}
