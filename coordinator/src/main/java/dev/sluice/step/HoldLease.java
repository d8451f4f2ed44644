package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;

/** Removes the time limit of the lease, for a rollout that waits for a person. */
public record HoldLease(Lease lease) implements Step<Lease> {
    @Override
    public Lease on(HostSession session) throws StepException, HostException {
        HostCall.of(HostScripts.LOCK, lease).with("verb", "hold").on(session);
        return lease;
    }
}
