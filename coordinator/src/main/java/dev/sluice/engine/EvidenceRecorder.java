package dev.sluice.engine;

import dev.sluice.host.Timekeeper;
import dev.sluice.plan.HostPlan;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.HostEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;

/** Records what was seen on a host that has just failed, before it is reverted: the failing answer, the tools' output, the site's logs. */
final class EvidenceRecorder {
    /** Failures of what the host serves: its logs explain them, and it can be asked. */
    private static final Set<Kind> OF_THE_SITE = EnumSet.of(Kind.PROOF, Kind.HEALTH);

    private final HostWork work;
    private final Recorder recorder;
    private final Timekeeper time;

    EvidenceRecorder(HostWork work, Recorder recorder, Timekeeper time) {
        this.work = work;
        this.recorder = recorder;
        this.time = time;
    }

    void after(HostPlan host, WorkException failed) throws JournalException {
        var excerpts = new ArrayList<>(failed.excerpts());
        if (OF_THE_SITE.contains(failed.failure().kind())) {
            excerpts.addAll(work.siteLogs(host));
        }
        if (!excerpts.isEmpty()) {
            recorder.record(new HostEvent.HostEvidence(time.now(), host.name(), excerpts));
        }
    }
}
