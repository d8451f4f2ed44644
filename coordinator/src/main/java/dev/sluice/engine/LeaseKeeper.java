package dev.sluice.engine;

import dev.sluice.host.Timekeeper;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostMove;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.HostRollout;
import dev.sluice.rollout.RolloutMachine;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the leases while a rollout runs. A host on which ours was taken over has failed, and nothing more is started. */
final class LeaseKeeper implements AutoCloseable {
    /** A third of the time that a lease lasts: two renewals may fail. */
    static final Duration EVERY = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private final RolloutPlan plan;
    private final RolloutMachine machine;
    private final HostWork work;
    private final Recorder recorder;
    private final Timekeeper time;
    private final FanOut fanOut;
    private volatile boolean resting;
    private final Threads threads;
    private final Threads.Ticker ticker;

    LeaseKeeper(RolloutPlan plan, HostWork work, Recorder recorder, Timekeeper time, FanOut fanOut, Threads threads) {
        this.plan = plan;
        this.machine = new RolloutMachine(plan);
        this.work = work;
        this.recorder = recorder;
        this.time = time;
        this.fanOut = fanOut;
        this.threads = threads;
        this.ticker = threads.ticker("sluice-leases");
    }

    void start() {
        ticker.every(EVERY, this::renewAll);
    }

    /** From here on leases are given back, host by host: a renewal that is refused means nothing any more. */
    void rest() {
        resting = true;
    }

    /** Many at once: a host that does not answer must not cost the others their leases. */
    void renewAll() {
        var held = recorder.state().hosts().entrySet().stream()
                .filter(host -> isNeeded(host.getKey(), host.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        var lanes = fanOut.over(held, plan.strategy().parallel(), (inside, next) -> true, this::renew);
        threads.aboutToWait(lanes::isDone);
        lanes.join();
    }

    private boolean isNeeded(HostName name, HostRollout host) {
        return host.token().isPresent() && (!host.hasFailed() || machine.back(recorder.state(), name) != HostMove.NONE);
    }

    private void renew(HostName name) {
        recorder.state().host(name).token().ifPresent(token -> renew(name, token));
    }

    private void renew(HostName name, long token) {
        try {
            work.renewLease(plan.host(name), token);
        } catch (WorkException e) {
            // A renewal that did not arrive is no harm yet: the next effect on the host finds out.
            if (e.failure().kind() == Failure.Kind.FENCED || e.failure().kind() == Failure.Kind.LOCKED) {
                lost(name, token, e.failure());
            }
        } catch (RuntimeException e) {
            // What is thrown out of here would end all renewing, without a word.
            LOG.warn("the lease of {} could not be renewed; it is tried again", name, e);
        }
    }

    /**
     * In the middle of a switch the host is left to whoever switches it: the next thing done there is refused, and says so. A renewal with a token
     * that we have changed since says nothing.
     */
    private void lost(HostName name, long token, Failure failure) {
        var host = recorder.state().host(name);
        var ours = host.token().filter(now -> now == token).isPresent();
        if (resting
                || !ours
                || host.hasFailed()
                || host.phase() == HostPhase.SWITCHING
                || host.phase() == HostPhase.REVERTING) {
            return;
        }
        try {
            recorder.record(new HostEvent.HostFailed(time.now(), name, failure));
        } catch (JournalException e) {
            // The owner meets the same failure and ends the rollout.
            ticker.stop();
        }
    }

    @Override
    public void close() {
        ticker.close();
    }
}
