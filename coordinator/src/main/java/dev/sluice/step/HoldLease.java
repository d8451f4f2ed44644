package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;

/**
 * Makes the lease one without end, for a rollout that waits for a person.
 */
public record HoldLease(Lease lease) implements Step<Lease> {
    @Override
    public Lease on(HostSession session) throws StepException, HostException {
        HostCall.of(HostScripts.LOCK, lease).with("verb", "hold").on(session);
        return lease;
    }
}
