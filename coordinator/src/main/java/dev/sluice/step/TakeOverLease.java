package dev.sluice.step;

import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.time.Duration;

/**
 * Takes the lease of a rollout that is continued, unless another coordinator has continued it meanwhile: the host refuses with
 * {@link StepFailure#HELD} when the lease is alive, its token differs from the record's, and another coordinator took it.
 *
 * @param path as in {@link Lease}
 * @param ttl from now, in whole seconds; zero is without a time limit
 * @param known the last token in the record for this host
 */
public record TakeOverLease(String path, String rollout, LeaseOwner owner, Duration ttl, long known)
        implements Step<Lease> {
    @Override
    public Lease on(HostSession session) throws StepException, HostException {
        var result = HostCall.of(HostScripts.LOCK, path)
                .with("verb", "takeover")
                .with("rollout", rollout)
                .with("owner", owner.words())
                .with("coordinator", owner.coordinator())
                .with("ttl", Long.toString(ttl.toSeconds()))
                .with("known", Long.toString(known))
                .on(session);
        return new Lease(path, rollout, result.fields().number("token", AnswerLimits.TOKEN));
    }
}
