package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.time.Duration;

/**
 * Extends the lease. A lease without a time limit keeps none.
 *
 * @param ttl from now, in whole seconds
 */
public record RenewLease(Lease lease, Duration ttl) implements Step<Lease> {
    @Override
    public Lease on(HostSession session) throws StepException, HostException {
        HostCall.of(HostScripts.LOCK, lease)
                .with("verb", "renew")
                .with("ttl", Long.toString(ttl.toSeconds()))
                .on(session);
        return lease;
    }
}
