package dev.sluice.engine;

import dev.sluice.host.Timekeeper;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.Batch;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.ProbeSettings;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.RolloutPhase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Watches a switched batch: a host fails after a number of failed checks in a row. */
final class Soak {
    /** The longest time until a request to stop takes effect. */
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    private final RolloutPlan plan;
    private final HostWork work;
    private final Recorder recorder;
    private final Timekeeper time;
    private final FanOut fanOut;
    private final Map<HostName, Integer> failuresInARow = new ConcurrentHashMap<>();

    Soak(RolloutPlan plan, HostWork work, Recorder recorder, Timekeeper time, FanOut fanOut) {
        this.plan = plan;
        this.work = work;
        this.recorder = recorder;
        this.time = time;
        this.fanOut = fanOut;
    }

    /** How a soak ended. */
    enum Ending {
        WHOLE,
        /** A host failed, or a person stopped the rollout: the other hosts have not soaked to the end. */
        CUT_SHORT
    }

    /** Returns when the batch has soaked, or as soon as one of its hosts failed or the rollout is to stop. */
    Ending watch(Batch batch) throws JournalException, InterruptedException {
        var end = time.elapsed().plus(batch.soak());
        for (var left = batch.soak(); left.compareTo(Duration.ZERO) > 0; left = end.minus(time.elapsed())) {
            var hosts = healthy(batch);
            if (hosts.isEmpty()) {
                return Ending.WHOLE;
            }
            recorder.serveUntil(fanOut.over(hosts, plan.strategy().parallel(), (inside, next) -> true, this::probe));
            if (healthy(batch).size() < hosts.size()) {
                return Ending.CUT_SHORT;
            }
            if (rest(shorter(probe().every(), end.minus(time.elapsed()))) == Ending.CUT_SHORT) {
                return Ending.CUT_SHORT;
            }
        }
        return Ending.WHOLE;
    }

    private Ending rest(Duration rest) throws JournalException, InterruptedException {
        var end = time.elapsed().plus(rest);
        for (var left = rest; left.compareTo(Duration.ZERO) > 0; left = end.minus(time.elapsed())) {
            time.pause(shorter(AT_ONCE, left));
            recorder.serveWaiting();
            if (recorder.state().phase() != RolloutPhase.RUNNING) {
                return Ending.CUT_SHORT;
            }
        }
        return Ending.WHOLE;
    }

    private void probe(HostName host) throws JournalException {
        try {
            work.checkHealth(plan.host(host));
            failuresInARow.remove(host);
        } catch (WorkException e) {
            unhealthy(host, e);
        } catch (RuntimeException e) {
            unhealthy(host, WorkException.failed(Failures.unexpected("health", e)));
        }
    }

    private void unhealthy(HostName host, WorkException failed) throws JournalException {
        if (failuresInARow.merge(host, 1, Integer::sum) >= probe().consecutive()) {
            recorder.record(new HostEvent.HostFailed(time.now(), host, failed.failure()));
            new EvidenceRecorder(work, recorder, time).after(plan.host(host), failed);
        }
    }

    private List<HostName> healthy(Batch batch) {
        return batch.hosts().stream()
                .filter(host -> recorder.state().host(host).phase() == HostPhase.HEALTHY)
                .filter(host -> !recorder.state().host(host).hasFailed())
                .toList();
    }

    private ProbeSettings probe() {
        return plan.playbook().probe();
    }

    private static Duration shorter(Duration one, Duration other) {
        if (other.isNegative()) {
            return Duration.ZERO;
        }
        return one.compareTo(other) < 0 ? one : other;
    }
}
