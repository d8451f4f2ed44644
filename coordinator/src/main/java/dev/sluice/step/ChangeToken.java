package dev.sluice.step;

import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;

/**
 * Gives the lease that this coordinator holds a new token: a command that was sent with the old one, and may still be on its way, no longer has an
 * effect. A command that is running is awaited.
 */
public record ChangeToken(Lease lease) implements Step<Lease> {
    @Override
    public Lease on(HostSession session) throws StepException, HostException {
        var result =
                HostCall.of(HostScripts.LOCK, lease).with("verb", "retoken").on(session);
        return new Lease(lease.path(), lease.rollout(), result.fields().number("token", AnswerLimits.TOKEN));
    }
}
