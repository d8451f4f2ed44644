package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;

/**
 * Gives the lease back if it is still ours. The answer is whether it was.
 */
public record ReleaseLease(Lease lease) implements Step<Boolean> {
    @Override
    public Boolean on(HostSession session) throws StepException, HostException {
        var result =
                HostCall.of(HostScripts.LOCK, lease).with("verb", "release").on(session);
        return result.fields().yes("released");
    }
}
