package dev.sluice.plan;

import dev.sluice.inventory.HostName;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.Strategy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A frozen plan: all that a rollout needs to be run, resumed or undone, on any machine. Secrets are in it as references only.
 *
 * @param hosts in the order of the batches
 * @param strategy the one that applies, merged
 * @param leftOut targets that are not among the hosts, because they could not be reached
 * @param waivers what a person waived
 * @param actor who asked, for the record
 */
public record RolloutPlan(
        RolloutId id,
        Purpose purpose,
        String inventory,
        Playbook playbook,
        Strategy strategy,
        Release release,
        List<HostPlan> hosts,
        List<Batch> batches,
        List<LeftOut> leftOut,
        List<Waiver> waivers,
        Instant createdAt,
        String actor) {
    /** What a rollout is for. */
    public enum Purpose {
        RELEASE,
        /** To an earlier release; nothing is brought to the hosts. */
        ROLLBACK,
        /** Brings a release to the hosts and stops there. */
        STAGE,
        /** Brings hosts that missed a rollout to the release of the others. */
        CONVERGE
    }

    public RolloutPlan {
        hosts = List.copyOf(hosts);
        batches = List.copyOf(batches);
        leftOut = List.copyOf(leftOut);
        waivers = List.copyOf(waivers);
    }

    /** The same plan with hosts and a playbook as this machine's files have them. */
    public RolloutPlan with(List<HostPlan> otherHosts, Playbook otherPlaybook) {
        return new RolloutPlan(
                id,
                purpose,
                inventory,
                otherPlaybook,
                strategy,
                release,
                otherHosts,
                batches,
                leftOut,
                waivers,
                createdAt,
                actor);
    }

    /** The fleet's name in messages, locks and paths: {@code <inventory>/<site>}. */
    public String fleet() {
        return inventory + "/" + playbook.name();
    }

    /** @throws IllegalArgumentException when the host is not part of the plan */
    public HostPlan host(HostName name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException(name + " is not part of rollout " + id));
    }

    public Optional<HostPlan> find(HostName name) {
        return hosts.stream().filter(plan -> plan.name().equals(name)).findFirst();
    }

    /** The tasks that are run. */
    public PlannedTasks tasks() {
        return new PlannedTasks(this);
    }

    /** The number of the batch that a host is in. */
    public int batchOf(HostName name) {
        return batches.stream()
                .filter(batch -> batch.hosts().contains(name))
                .mapToInt(Batch::number)
                .findFirst()
                .orElseThrow();
    }

    /** All targets: those that are released to, and those that are left out. */
    public int targets() {
        return hosts.size() + leftOut.size();
    }

    /** Nothing is to be done: every host's link names the release already. */
    public boolean alreadyLive() {
        return hosts.stream().allMatch(HostPlan::alreadyLive);
    }
}
