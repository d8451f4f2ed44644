package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;

/**
 * Ends the lease of a rollout on a person's command; later commands of that rollout are fenced. Returns whether it had the lease.
 *
 * @param rollout the rollout whose lease is ended; prevents breaking a newer lease than the one that the person saw
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
