package dev.sluice.report;

import dev.sluice.document.HumanUnits;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.FleetEvent.BatchStarted;
import dev.sluice.rollout.FleetEvent.GateOpened;
import dev.sluice.rollout.FleetEvent.GateRefused;
import dev.sluice.rollout.FleetEvent.Held;
import dev.sluice.rollout.FleetEvent.SoakStarted;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostEvent.HostHealthy;
import dev.sluice.rollout.HostEvent.HostReverted;
import dev.sluice.rollout.HostEvent.HostReverting;
import dev.sluice.rollout.HostEvent.HostStaged;
import dev.sluice.rollout.HostEvent.HostStaging;
import dev.sluice.rollout.HostEvent.HostSwitching;
import dev.sluice.rollout.RolloutEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The progress of a rollout, counted event by event, so that an event costs the same with any number of hosts. */
final class Progress {
    private static final int NAMED = 3;

    private final int hosts;
    private final Set<HostName> staged = new HashSet<>();
    private final Set<HostName> failed = new HashSet<>();
    private final Set<HostName> busy = new LinkedHashSet<>();
    private final Set<HostName> inBatch = new HashSet<>();
    private final Set<HostName> settled = new HashSet<>();
    private final Set<HostName> reverted = new HashSet<>();
    private final Uploads uploads = new Uploads();
    private Optional<Instant> stagingSince = Optional.empty();
    private Optional<SoakStarted> soak = Optional.empty();
    private int batch;
    private boolean goingBack;

    Progress(RolloutPlan plan) {
        this.hosts = plan.hosts().size();
    }

    void on(RolloutEvent event) {
        if (event instanceof HostEvent host) {
            onHost(host);
        } else if (event instanceof BatchStarted started) {
            batch = started.batch();
            inBatch.clear();
            inBatch.addAll(started.hosts());
            settled.clear();
            soak = Optional.empty();
        } else if (event instanceof SoakStarted started) {
            soak = Optional.of(started);
        } else if (event instanceof GateOpened || event instanceof GateRefused || event instanceof Held) {
            soak = Optional.empty();
        }
    }

    private void onHost(HostEvent event) {
        var host = event.host();
        if (event instanceof HostStaging) {
            stagingSince = Optional.of(stagingSince.orElse(event.at()));
            busy.add(host);
        } else if (event instanceof HostSwitching) {
            busy.add(host);
        } else if (event instanceof HostReverting) {
            goingBack = true;
            busy.add(host);
        } else if (event instanceof HostStaged) {
            staged.add(host);
            busy.remove(host);
            uploads.done(host);
        } else if (event instanceof HostReverted) {
            reverted.add(host);
            busy.remove(host);
        } else if (HostLines.isBad(event)) {
            failed.add(host);
            settle(host);
        } else if (event instanceof HostHealthy) {
            settle(host);
        }
    }

    private void settle(HostName host) {
        busy.remove(host);
        if (inBatch.contains(host)) {
            settled.add(host);
        }
    }

    void uploading(HostName host, long sent, long total) {
        uploads.sent(host, sent, total);
    }

    /** The bytes of all uploads, their rate, and the time left; empty while nothing is uploaded. */
    Optional<String> uploads(Instant now) {
        var started = staged.size() + failed.size() + busy.size();
        return uploads.shown(staging(now), Math.max(0, hosts - started));
    }

    int hosts() {
        return hosts;
    }

    int staged() {
        return staged.size();
    }

    /** Before the first batch: those that are staged, and those that failed. */
    int throughStaging() {
        return batch > 0 ? hosts : staged.size() + failed.size();
    }

    Duration staging(Instant now) {
        return stagingSince.map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
    }

    boolean isStaging() {
        return batch == 0 && !goingBack && stagingSince.isPresent();
    }

    int batch() {
        return batch;
    }

    int batchSize() {
        return inBatch.size();
    }

    /** Hosts of the batch that are healthy, or failed. */
    int settledInBatch() {
        return settled.size();
    }

    int failedInBatch() {
        return (int) settled.stream().filter(failed::contains).count();
    }

    boolean isGoingBack() {
        return goingBack;
    }

    /** Returns whether hosts are being reverted at this moment. */
    boolean isReverting() {
        return goingBack && !busy.isEmpty();
    }

    int reverted() {
        return reverted.size();
    }

    Optional<SoakStarted> soak() {
        return soak;
    }

    /** What the rollout is waiting for, in a few words. */
    String waiting(Instant now) {
        if (soak.isPresent()) {
            return "soak of batch " + soak.get().batch() + ", "
                    + HumanUnits.left(now, soak.get().until()) + " left";
        }
        return where(now) + busyHosts();
    }

    private String where(Instant now) {
        if (goingBack) {
            return Words.hosts(reverted.size()) + " reverted";
        }
        if (batch > 0) {
            return "batch " + batch + ", " + settled.size() + "/" + inBatch.size() + " hosts";
        }
        return stagingSince.isPresent()
                ? "staging, " + staged.size() + "/" + hosts + " hosts"
                        + uploads(now).map(text -> ", " + text).orElse("")
                : "starting";
    }

    private String busyHosts() {
        return busy.isEmpty() ? "" : "; in progress: " + Words.names(List.copyOf(busy), NAMED);
    }
}
