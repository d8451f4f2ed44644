package dev.sluice.engine;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.Batch;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.ProbeSettings;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostPhase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Watches a batch that is switched: a host whose checks fail so often in a row has failed. */
final class Soak {
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

    /** Returns when the batch has soaked, or as soon as a host of it failed. */
    void watch(Batch batch) throws JournalException, InterruptedException {
        var end = time.elapsed().plus(batch.soak());
        for (var left = batch.soak(); left.compareTo(Duration.ZERO) > 0; left = end.minus(time.elapsed())) {
            var hosts = healthy(batch);
            recorder.serveUntil(fanOut.over(hosts, plan.strategy().parallel(), (inside, next) -> true, this::probe));
            if (healthy(batch).size() < hosts.size()) {
                return;
            }
            time.pause(min(probe().every(), end.minus(time.elapsed())));
        }
    }

    private void probe(HostName host) throws JournalException {
        try {
            work.checkHealth(plan.host(host));
            failuresInARow.remove(host);
        } catch (WorkException e) {
            if (failuresInARow.merge(host, 1, Integer::sum) >= probe().consecutive()) {
                recorder.record(new HostEvent.HostFailed(time.now(), host, e.failure()));
            }
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

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
