package dev.sluice.engine;

import dev.sluice.engine.HostWork.Conclusion;
import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.step.Inspect;
import dev.sluice.step.KeptReleases;
import dev.sluice.step.Lease;
import dev.sluice.step.MarkRelease;
import dev.sluice.step.Prune;
import dev.sluice.step.ReleaseLease;
import dev.sluice.step.ReleaseMark;
import dev.sluice.step.StepException;
import java.util.List;
import java.util.Optional;

/** What is done on a host when its rollout is over: releases are marked and pruned, and the lease is released. */
final class HostCleanup {
    private final RolloutPlan plan;
    private final HostPorts around;

    HostCleanup(RolloutPlan plan, HostPorts around) {
        this.plan = plan;
        this.around = around;
    }

    List<String> on(HostSession session, HostPlan host, Lease lease, Conclusion conclusion)
            throws StepException, HostException {
        if (conclusion != Conclusion.KEEP_AND_PRUNE) {
            release(session, host, lease, conclusion);
            return List.of();
        }
        try {
            return prune(session, host, lease);
        } catch (StepException | HostException | RuntimeException e) {
            release(session, host, lease, conclusion);
            throw e;
        }
    }

    /** The lease is released whatever else is possible. */
    private void release(HostSession session, HostPlan host, Lease lease, Conclusion conclusion)
            throws StepException, HostException {
        try {
            mark(session, host, lease, conclusion);
        } finally {
            new ReleaseLease(lease).on(session);
        }
    }

    private void mark(HostSession session, HostPlan host, Lease lease, Conclusion conclusion)
            throws StepException, HostException {
        switch (conclusion) {
            case KEEP, KEEP_AND_PRUNE -> {
                mark(session, lease, host.to(), ReleaseMark.GOOD);
                var left = left(host);
                if (left.isPresent()) {
                    mark(session, lease, left.get(), ReleaseMark.LEFT);
                }
            }
            case REJECT -> {
                // A release that was live before is not bad only because this rollout targeted it.
                if (plan.purpose() == Purpose.RELEASE && !host.alreadyLive()) {
                    mark(session, lease, host.to(), ReleaseMark.BAD);
                }
            }
            case LEAVE -> {}
        }
    }

    private Optional<ReleaseId> left(HostPlan host) {
        return plan.purpose() == Purpose.ROLLBACK && !host.alreadyLive() ? host.previous() : Optional.empty();
    }

    private void mark(HostSession session, Lease lease, ReleaseId release, ReleaseMark mark)
            throws StepException, HostException {
        new MarkRelease(lease, release.value(), mark, plan.actor()).on(session);
    }

    /** Marks, prunes and releases the lease in one call. */
    private List<String> prune(HostSession session, HostPlan host, Lease lease) throws StepException, HostException {
        var settings = plan.playbook().release();
        var facts = new Inspect(lease.path(), settings.docroot(), List.of()).on(session);
        var back = host.previous().map(ReleaseId::value);
        var kept = KeptReleases.of(facts.releases(), host.to().value(), back, settings.keep());
        around.code().forgetOthers(host.host(), around.sessions().http(host.host()), host.to());
        var end = new Prune.End(host.to().value(), left(host).map(ReleaseId::value), plan.actor());
        var pruned = new Prune(lease, kept, back, Optional.of(end)).on(session);
        return pruned.left().stream()
                .map(left -> "releases/" + left + " could not be removed; the next release tries again")
                .toList();
    }
}
