package dev.sluice.web.page;

import dev.sluice.engine.RecordedRollout;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.LeftOut;
import dev.sluice.plan.ReleaseId;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.HostEvent.HostProved;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.RolloutState;
import dev.sluice.web.page.HostTrace.Missed;
import dev.sluice.web.page.HostTrace.Proof;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What one record shows of its hosts; pure. */
final class HostTraces {
    private final RecordedRollout record;
    private final RolloutState state;
    private final Map<HostName, Proof> proofs = new HashMap<>();

    private HostTraces(RecordedRollout record, RolloutState state) {
        this.record = record;
        this.state = state;
        for (var event : record.events()) {
            if (event instanceof HostProved proved) {
                proofs.put(proved.host(), proof(proved));
            }
        }
    }

    static Map<HostName, HostTrace> of(RecordedRollout record, RolloutState state) {
        return new HostTraces(record, state).all();
    }

    private static Proof proof(HostProved proved) {
        return new Proof(proved.release(), proved.at(), proved.evidence().workersProved());
    }

    private Map<HostName, HostTrace> all() {
        var traces = new HashMap<HostName, HostTrace>();
        record.plan().hosts().forEach(host -> traces.put(host.name(), trace(host)));
        record.plan().leftOut().forEach(left -> traces.put(left.host(), trace(left)));
        return traces;
    }

    private HostTrace trace(HostPlan host) {
        var now = state.host(host.name());
        var phase = now.phase();
        var why = now.failure().map(Failure::summary);
        return new HostTrace(
                live(host, phase),
                Optional.of(phase),
                Optional.ofNullable(proofs.get(host.name())),
                phase == HostPhase.LEFT_OUT
                        ? Optional.of(new Missed(record.plan().createdAt(), why.orElse("it could not be reached")))
                        : Optional.empty(),
                why,
                record.plan().id());
    }

    private HostTrace trace(LeftOut left) {
        return new HostTrace(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                left.missed() ? Optional.of(new Missed(record.plan().createdAt(), left.why())) : Optional.empty(),
                Optional.empty(),
                record.plan().id());
    }

    /** A host that was left alone is expected to be as it was. */
    private static Optional<ReleaseId> live(HostPlan host, HostPhase phase) {
        if (phase.switched()) {
            return Optional.of(host.to());
        }
        return phase.asBefore() || phase == HostPhase.DIVERGED ? host.previous() : Optional.empty();
    }
}
