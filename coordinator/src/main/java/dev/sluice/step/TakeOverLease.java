package dev.sluice.step;

import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.time.Duration;

/**
 * Takes the lease of a rollout that somebody goes on with, if nobody else went on with it meanwhile: the host refuses with {@link
 * StepFailure#HELD} when the lease is alive and its token is another than the record knows.
 *
 * @param path as in {@link Lease}
 * @param owner who, in words for people: user, machine, process
 * @param ttl from now, in whole seconds; zero is without end
 * @param known the last token that the record has for this host
 */
public record TakeOverLease(String path, String rollout, String owner, Duration ttl, long known)
        implements Step<Lease> {
    @Override
    public Lease on(HostSession session) throws StepException, HostException {
        var result = HostCall.of(HostScripts.LOCK, path)
                .with("verb", "takeover")
                .with("rollout", rollout)
                .with("owner", owner)
                .with("ttl", Long.toString(ttl.toSeconds()))
                .with("known", Long.toString(known))
                .on(session);
        return new Lease(path, rollout, result.fields().number("token", AnswerLimits.TOKEN));
    }
}
