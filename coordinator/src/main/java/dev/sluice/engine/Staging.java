package dev.sluice.engine;

import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.step.Adopt;
import dev.sluice.step.EndpointFiles;
import dev.sluice.step.HostFacts;
import dev.sluice.step.Inspect;
import dev.sluice.step.Lease;
import dev.sluice.step.ReleaseContent;
import dev.sluice.step.StageRelease;
import dev.sluice.step.StepException;
import java.util.ArrayList;
import java.util.Optional;

/** Brings a release to one host, after making sure that the live one can be asked: the way back has to be provable too. */
final class Staging {
    private final RolloutPlan plan;
    private final Surroundings around;
    private final Optional<ReleaseContent> content;

    Staging(RolloutPlan plan, Surroundings around, Optional<ReleaseContent> content) {
        this.plan = plan;
        this.around = around;
        this.content = content;
    }

    HostWork.Staged on(HostSession session, HostPlan host, Lease lease)
            throws StepException, HostException, WorkException {
        var settings = plan.playbook().release();
        var facts =
                new Inspect(lease.path(), settings.docroot(), settings.shared().files()).on(session);
        var endpoint = around.endpoint().apply(host.host());
        var notes = new ArrayList<String>();
        if (needsAdoption(facts, endpoint)) {
            var adopted = new Adopt(lease, settings, endpoint).on(session);
            notes.add("placed the endpoint in the live release " + adopted.release());
        }
        if (facts.live().isPresent()) {
            askLive(host);
        }
        return new HostWork.Staged(send(session, host, lease, endpoint), notes);
    }

    /** The live release has no endpoint, another one, or one that does not know our key. */
    static boolean needsAdoption(HostFacts facts, EndpointFiles endpoint) {
        if (endpoint.php().isEmpty() || facts.live().isEmpty()) {
            return false;
        }
        var there = facts.endpoint();
        var sameScript = there.sha256().filter(endpoint.sha256()::equals).isPresent();
        var knowsKey = there.keys().stream().anyMatch(kid -> endpoint.config().contains("\"" + kid + "\""));
        return !sameScript || !knowsKey || facts.live().get().digest().isEmpty();
    }

    private void askLive(HostPlan host) throws WorkException, HostException {
        try {
            around.code().served(host.host(), around.sessions().http(host.host()));
        } catch (CodeRefresh.ProofException e) {
            throw WorkException.failed(new Failure(Kind.PROOF, "endpoint", e.getMessage(), e.why(), e.next()));
        }
    }

    private long send(HostSession session, HostPlan host, Lease lease, EndpointFiles endpoint)
            throws StepException, HostException {
        if (content.isEmpty()) {
            return 0;
        }
        var stage = new StageRelease(
                lease, host.to().value(), content.get(), plan.playbook().release(), endpoint);
        return stage.on(session) == StageRelease.Staged.NEW ? plan.release().bytes() : 0;
    }
}
