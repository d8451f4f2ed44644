package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;

/** Releases the lease if this coordinator still holds it. Returns whether it did. */
public record ReleaseLease(Lease lease) implements Step<Boolean> {
    @Override
    public Boolean on(HostSession session) throws StepException, HostException {
        var result =
                HostCall.of(HostScripts.LOCK, lease).with("verb", "release").on(session);
        return result.fields().yes("released");
    }
}
