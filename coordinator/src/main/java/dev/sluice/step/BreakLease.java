package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;

/**
 * Ends the lease of a rollout because a person said so; what that rollout still sends is fenced. The answer is whether it had the lease.
 *
 * @param rollout keeps a person from breaking a newer lease than the one that was looked at
 */
public record BreakLease(String path, String rollout) implements Step<Boolean> {
    @Override
    public Boolean on(HostSession session) throws StepException, HostException {
        var result = HostCall.of(HostScripts.LOCK, path)
                .with("verb", "break")
                .with("rollout", rollout)
                .on(session);
        return result.fields().yes("released");
    }
}
