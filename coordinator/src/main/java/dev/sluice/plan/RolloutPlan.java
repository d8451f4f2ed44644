package dev.sluice.plan;

import dev.sluice.inventory.HostName;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.Strategy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A frozen plan: everything that is needed to run, resume or revert a rollout on any machine. It contains secrets as references only.
 *
 * @param project the id in the inventory, which binds the record; empty where it has none
 * @param hosts in the order of the batches
 * @param strategy the effective one, merged
 * @param leftOut targets that are not among the hosts, because they could not be reached or are disabled
 * @param waivers what a person waived
 * @param actor who requested the rollout, for the record
 */
public record RolloutPlan(
        RolloutId id,
        Purpose purpose,
        Optional<String> project,
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
    /** The purpose of a rollout. */
    public enum Purpose {
        RELEASE,
        /** Switches to an earlier release; nothing is staged. */
        ROLLBACK,
        /** Stages a release on the hosts and stops there. */
        STAGE,
        /** Switches hosts that missed a rollout to the release of the others. */
        CONVERGE,
        /** Has PHP take up what changed around the live release; nothing is staged, and no link changes. */
        REFRESH
    }

    public RolloutPlan {
        hosts = List.copyOf(hosts);
        batches = List.copyOf(batches);
        leftOut = List.copyOf(leftOut);
        waivers = List.copyOf(waivers);
    }

    /** The same plan with the hosts and the playbook of this machine's files. */
    public RolloutPlan with(List<HostPlan> otherHosts, Playbook otherPlaybook) {
        return new RolloutPlan(
                id,
                purpose,
                project,
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

    /** The fleet's name in messages: {@code <inventory>/<site>}. */
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

    /** The window that the rollout obeys: a rollback obeys none, and a stage changes nothing that visitors see. */
    public Optional<ReleaseWindow> window() {
        return purpose == Purpose.ROLLBACK || purpose == Purpose.STAGE ? Optional.empty() : playbook.window();
    }

    /** It neither starts nor continues while the fleet is frozen: all but what repairs the live release. */
    public boolean obeysFreeze() {
        return purpose != Purpose.ROLLBACK && purpose != Purpose.REFRESH;
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

    /** The number of all targets, including those that could not be reached. Disabled ones are none. */
    public int targets() {
        return hosts.size() + (int) leftOut.stream().filter(LeftOut::missed).count();
    }

    /** There is nothing to do: every host's link already names the release. */
    public boolean alreadyLive() {
        return hosts.stream().allMatch(HostPlan::alreadyLive);
    }
}
