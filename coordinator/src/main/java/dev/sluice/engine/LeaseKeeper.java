package dev.sluice.engine;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.HostEvent;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Renews the leases while a rollout runs. A host on which ours was taken over has failed, and nothing more is started. */
final class LeaseKeeper implements AutoCloseable {
    /** A third of the time that a lease lasts: two renewals may fail. */
    static final Duration EVERY = Duration.ofSeconds(20);

    private final RolloutPlan plan;
    private final HostWork work;
    private final Recorder recorder;
    private final Timekeeper time;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(LeaseKeeper::daemon);

    LeaseKeeper(RolloutPlan plan, HostWork work, Recorder recorder, Timekeeper time) {
        this.plan = plan;
        this.work = work;
        this.recorder = recorder;
        this.time = time;
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "sluice-leases");
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        var unused = executor.scheduleWithFixedDelay(
                this::renewAll, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void renewAll() {
        recorder.state().hosts().forEach((name, host) -> {
            if (host.token().isPresent() && !host.hasFailed()) {
                renew(name, host.token().get());
            }
        });
    }

    private void renew(HostName name, long token) {
        try {
            work.renewLease(plan.host(name), token);
        } catch (WorkException e) {
            // A renewal that did not arrive is no harm yet: the next effect on the host finds out.
            if (e.failure().kind() == Failure.Kind.FENCED || e.failure().kind() == Failure.Kind.LOCKED) {
                lost(name, e.failure());
            }
        }
    }

    private void lost(HostName name, Failure failure) {
        try {
            recorder.record(new HostEvent.HostFailed(time.now(), name, failure));
        } catch (JournalException e) {
            // The owner meets the same failure and ends the rollout.
            executor.shutdown();
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
