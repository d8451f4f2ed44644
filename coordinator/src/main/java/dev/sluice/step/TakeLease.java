package dev.sluice.step;

import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.time.Duration;

/**
 * Takes the lease, and creates the directories that a first release needs. The same rollout may take it again and receives a new token, so that
 * commands of its earlier process are fenced. Its reverse is {@link ReleaseLease}.
 *
 * @param path as in {@link Lease}
 * @param ttl from now, in whole seconds; zero is without a time limit
 */
public record TakeLease(String path, String rollout, LeaseOwner owner, Duration ttl, SiteIdentity site)
        implements Step<Lease> {
    @Override
    public Lease on(HostSession session) throws StepException, HostException {
        var result = HostCall.of(HostScripts.LOCK, path)
                .with("verb", "take")
                .with("rollout", rollout)
                .with("owner", owner.words())
                .with("coordinator", owner.coordinator())
                .with("ttl", Long.toString(ttl.toSeconds()))
                .with("project", site.project())
                .with("inventory", site.inventory())
                .with("former", site.former())
                .with("site", site.site())
                .with("host", site.host())
                .on(session);
        return new Lease(path, rollout, result.fields().number("token", AnswerLimits.TOKEN));
    }
}
