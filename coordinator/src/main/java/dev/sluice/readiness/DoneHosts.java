package dev.sluice.readiness;

import dev.sluice.inventory.Host;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.RolloutState;
import java.util.List;
import java.util.stream.Collectors;

/** The hosts that an unfinished rollout is done with. Its end reports that they serve the release, so they have to have it when it continues. */
public record DoneHosts(RolloutPlan plan, RolloutState state) {
    public List<Host> hosts() {
        return done().stream().map(HostPlan::host).toList();
    }

    private List<HostPlan> done() {
        return plan.hosts().stream()
                .filter(host -> state.host(host.host().name()).phase() == HostPhase.HEALTHY)
                .toList();
    }

    /** @throws RefusedException when one of those that answered has another release now */
    public void refuse(Survey survey) throws RefusedException {
        var changed = new ChangedLinks(done().stream()
                        .collect(Collectors.toMap(
                                host -> host.host().name(), host -> host.to().link())))
                .in(survey);
        if (changed.isEmpty()) {
            return;
        }
        throw new RefusedException(
                Reason.DIVERGED,
                List.copyOf(changed.values()),
                "nothing was changed. Restore the link, and run the same command again; sluice abort --revert "
                        + plan.id()
                        + " reverts the hosts that were switched, and sluice abort --leave " + plan.id()
                        + " ends the rollout and leaves each host as it is");
    }
}
