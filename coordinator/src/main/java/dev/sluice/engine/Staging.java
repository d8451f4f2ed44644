package dev.sluice.engine;

import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.host.RateLimit;
import dev.sluice.opcache.CodeRefresh;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.step.Adopt;
import dev.sluice.step.EndpointFiles;
import dev.sluice.step.HostFacts;
import dev.sluice.step.Inspect;
import dev.sluice.step.Lease;
import dev.sluice.step.MarkRelease;
import dev.sluice.step.ReleaseContent;
import dev.sluice.step.ReleaseMark;
import dev.sluice.step.StageRelease;
import dev.sluice.step.StepException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stages a release on one host, after verifying that the live release answers the endpoint: a revert has to be provable too. */
final class Staging {
    private final RolloutPlan plan;
    private final HostPorts around;
    private final Optional<ReleaseContent> content;
    private final Optional<RateLimit> limit;

    Staging(RolloutPlan plan, HostPorts around, Optional<ReleaseContent> content) {
        this.plan = plan;
        this.around = around;
        this.content = content;
        this.limit = plan.playbook().release().limit().map(rate -> new RateLimit(rate, around.time()));
    }

    HostWork.Staged on(HostSession session, HostPlan host, Lease lease, UploadListener uploading)
            throws StepException, HostException, WorkException {
        if (content.isEmpty()) {
            return new HostWork.Staged(0, List.of());
        }
        var settings = plan.playbook().release();
        var facts =
                new Inspect(lease.path(), settings.docroot(), settings.shared().files()).on(session);
        var endpoint = around.endpoint().apply(host.host());
        var notes = new ArrayList<String>();
        if (Adoption.needed(facts, endpoint)) {
            var adopted = new Adopt(lease, settings, endpoint).on(session);
            notes.add((endpoint.php().isEmpty() ? "adopted" : "placed the endpoint in") + " the live release "
                    + adopted.release());
            if (adopted.origin() == Adopt.Origin.TREE) {
                // It is what the host serves now: the rollback target.
                new MarkRelease(lease, adopted.release(), ReleaseMark.GOOD, plan.actor()).on(session);
            }
        }
        if (facts.live().isPresent()) {
            verifyLive(host);
        }
        var staged = send(session, host, lease, endpoint, facts, uploading);
        notes.addAll(StagingBase.notes(staged, content.orElseThrow().lines()));
        if (facts.link() == HostFacts.Link.ABSENT && !endpoint.php().isEmpty()) {
            new FirstWay(plan.playbook(), around).verify(session, host, lease);
        }
        return new HostWork.Staged(staged.bytes(), notes);
    }

    private void verifyLive(HostPlan host) throws WorkException, HostException {
        try {
            around.code().served(host.host(), around.sessions().http(host.host()));
        } catch (CodeRefresh.ProofException e) {
            throw WorkException.failed(e.failure("endpoint"));
        }
    }

    private StageRelease.Staged send(
            HostSession session,
            HostPlan host,
            Lease lease,
            EndpointFiles endpoint,
            HostFacts facts,
            UploadListener uploading)
            throws StepException, HostException {
        var settings = plan.playbook().release();
        var release = host.to().value();
        return new StageRelease(
                        lease,
                        release,
                        content.orElseThrow(),
                        settings,
                        endpoint,
                        StagingBase.of(facts, release, settings),
                        StagingBase.compression(facts.machine().tools()),
                        new UploadTicks(uploading, around.time(), limit))
                .on(session);
    }
}
