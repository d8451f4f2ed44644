package dev.sluice.engine;

import dev.sluice.host.Timekeeper;
import dev.sluice.plan.Batch;
import dev.sluice.plan.BatchTimes;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.Move;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutMachine;
import dev.sluice.rollout.RolloutState;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Runs one rollout to its end, or until a person is needed: determines the next move, performs it, and records the result. */
public final class RolloutEngine {
    private final RolloutPlan plan;
    private final BatchTimes past;
    private final FreezeCheck freeze;
    private final Journal journal;
    private final HostWork work;
    private final RolloutListener listener;
    private final Timekeeper time;
    private final Threads threads;

    public RolloutEngine(RolloutPlan plan, Journal journal, HostWork work, RolloutListener listener, Timekeeper time) {
        this(plan, BatchTimes.NONE, FreezeCheck.NONE, journal, work, listener, time, new RealThreads());
    }

    /** @param past how long batches of earlier rollouts took */
    RolloutEngine(
            RolloutPlan plan,
            BatchTimes past,
            FreezeCheck freeze,
            Journal journal,
            HostWork work,
            RolloutListener listener,
            Timekeeper time,
            Threads threads) {
        this.plan = plan;
        this.past = past;
        this.freeze = freeze;
        this.journal = journal;
        this.work = work;
        this.listener = listener;
        this.time = time;
        this.threads = threads;
    }

    /**
     * Continues from the state in the journal, with the calling thread as the owner of the state.
     *
     * @param first the events to record before any other work
     * @param inbox requests that arrive meanwhile
     * @param atGate is given the state at each gate, and may continue beside the next batch
     * @return the state at the end: finished, or waiting for a person
     * @throws JournalException when the record cannot be written; all work that was started has been awaited
     */
    RolloutState run(List<RolloutEvent> first, Inbox inbox, AtGate atGate)
            throws JournalException, InterruptedException {
        var pool = threads.lanes();
        var fanOut = new FanOut(pool);
        try (var listeners = new ListenerThread(listener, threads);
                var recorder = new Recorder(plan, journal, listeners, threads);
                var leases = new LeaseKeeper(plan, work, recorder, time, fanOut, threads);
                var requests = new RequestWatcher(inbox, recorder, time, threads);
                var progress = progressOf(recorder)) {
            recorder.write(first);
            leases.start();
            requests.start();
            progress.start();
            var performer = new MovePerformer(plan, past, freeze, work, recorder, time, fanOut);
            return run(recorder, leases, progress, performer, atGate);
        } finally {
            pool.shutdown();
        }
    }

    private ProgressWatch progressOf(Recorder recorder) {
        return new ProgressWatch(
                () -> recorder.state().hosts(),
                plan.strategy().progressDeadline(),
                time,
                deadline -> recorder.record(new FleetEvent.ProgressMissed(time.now(), deadline)),
                threads);
    }

    /** Called when a gate opens and another batch follows, after what the last call began has ended. */
    @FunctionalInterface
    interface AtGate {
        /** @return what continues beside the rollout; the engine awaits it before it ends */
        CompletableFuture<Void> reached(RolloutState state) throws JournalException;
    }

    private RolloutState run(
            Recorder recorder, LeaseKeeper leases, ProgressWatch progress, MovePerformer performer, AtGate atGate)
            throws JournalException, InterruptedException {
        var machine = new RolloutMachine(plan);
        var verdict = MovePerformer.Verdict.GO_ON;
        var beside = CompletableFuture.<Void>completedFuture(null);
        try {
            while (verdict == MovePerformer.Verdict.GO_ON) {
                recorder.serveWaiting();
                var move = machine.next(recorder.state());
                if (move instanceof Move.Finish) {
                    leases.rest();
                }
                if (move instanceof Move.CheckGate || move instanceof Move.Finish) {
                    progress.rest();
                }
                verdict = move.by(performer).run();
                if (move instanceof Move.CheckGate gate && leadsOn(gate.batch(), recorder.state())) {
                    recorder.serveUntil(beside);
                    beside = atGate.reached(recorder.state());
                }
                progress.restart();
            }
            return recorder.state();
        } finally {
            threads.aboutToWait(beside::isDone);
            beside.join();
        }
    }

    /** Returns whether the gate is open and another batch follows. */
    private boolean leadsOn(Batch batch, RolloutState state) {
        return state.gates().get(batch.number()) == RolloutState.Gate.OPEN
                && batch.number() < plan.batches().size();
    }
}
