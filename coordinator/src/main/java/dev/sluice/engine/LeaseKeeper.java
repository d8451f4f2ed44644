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

/** Renews the leases while a rollout runs. If another coordinator took over the lease of a host, that host has failed and no more work is started. */
final class LeaseKeeper implements AutoCloseable {
    /** A third of a lease's lifetime: two renewals may fail. */
    static final Duration EVERY = Duration.ofSeconds(20);

    /** Renewals that come one after the other: at half a second each they last less than half of the interval. */
    private static final int A_LANE = 16;

    private static final int FEWEST_LANES = 8;
    private static final int MOST_LANES = 256;

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

    /** From now on leases are released, host by host: a refused renewal is ignored. */
    void rest() {
        resting = true;
    }

    /** Renews many at once: a host that does not answer must not cost the others their leases. */
    void renewAll() {
        var held = recorder.state().hosts().entrySet().stream()
                .filter(host -> isNeeded(host.getKey(), host.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        var lanes = fanOut.over(held, lanes(held.size()), (inside, next) -> true, this::renew);
        threads.aboutToWait(lanes::isDone);
        lanes.join();
    }

    /** Not those of the strategy: with one lane a thousand renewals last longer than a lease, and one host that hangs costs all others theirs. */
    private int lanes(int held) {
        return Math.max(plan.strategy().parallel(), Math.min(MOST_LANES, FEWEST_LANES + held / A_LANE));
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
            // A failed renewal does no harm yet: the next effect on the host detects a lost lease.
            if (e.failure().kind() == Failure.Kind.FENCED || e.failure().kind() == Failure.Kind.LOCKED) {
                lost(name, token, e.failure());
            }
        } catch (RuntimeException e) {
            // An exception that left this method would end all renewals without a message.
            LOG.warn("the lease of {} could not be renewed; retrying", name, e);
        }
    }

    /**
     * In the middle of a switch the host is left to the thread that switches it: its next command there is refused, and that failure is recorded. A
     * refused renewal with a token that has been changed since is ignored.
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
            // The owner sees the same failure and ends the rollout.
            ticker.stop();
        }
    }

    @Override
    public void close() {
        ticker.close();
    }
}
