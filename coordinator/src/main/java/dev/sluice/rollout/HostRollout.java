package dev.sluice.rollout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * One host in a rollout.
 *
 * @param token of the lease that this coordinator holds on the host; empty while it holds none
 * @param failure the first one; a host that failed stays failed, whatever happens to its link
 * @param rotation whether it receives traffic, if tasks around its switch decide that
 * @param turns how often it was taken out of the load balancer; distinguishes the runs of a task around its switch
 * @param tasks by name, those of this host that were started; those around the switch run anew during a revert
 * @param assets whether files that other releases' pages request are in place
 * @param evidence what was seen when it failed first; empty for a host that did not fail
 */
public record HostRollout(
        HostPhase phase,
        Optional<Long> token,
        Optional<Failure> failure,
        Rotation rotation,
        int turns,
        PMap<String, TaskProgress> tasks,
        boolean assets,
        List<Excerpt> evidence) {
    static final HostRollout START = new HostRollout(
            HostPhase.PLANNED,
            Optional.empty(),
            Optional.empty(),
            Rotation.IN,
            0,
            HashTreePMap.empty(),
            false,
            List.of());

    HostRollout to(HostPhase next) {
        return new HostRollout(next, token, failure, rotation, turns, tasks, assets, evidence);
    }

    HostRollout locked(long newToken) {
        return new HostRollout(phase, Optional.of(newToken), failure, rotation, turns, tasks, assets, evidence);
    }

    HostRollout unlocked() {
        return new HostRollout(phase, Optional.empty(), failure, rotation, turns, tasks, assets, evidence);
    }

    HostRollout failed(HostPhase next, Failure cause) {
        return new HostRollout(
                next, token, Optional.of(failure.orElse(cause)), rotation, turns, tasks, assets, evidence);
    }

    HostRollout leaving() {
        return new HostRollout(phase, token, failure, Rotation.LEAVING, turns + 1, tasks, assets, evidence);
    }

    HostRollout rotation(Rotation next) {
        return new HostRollout(phase, token, failure, next, turns, tasks, assets, evidence);
    }

    HostRollout without(List<String> runAnew) {
        return new HostRollout(phase, token, failure, rotation, turns, tasks.minusAll(runAnew), assets, evidence);
    }

    HostRollout task(String name, TaskProgress progress) {
        return new HostRollout(phase, token, failure, rotation, turns, tasks.plus(name, progress), assets, evidence);
    }

    HostRollout judged(String name, TaskProgress next) {
        return tasks.get(name) == TaskProgress.UNKNOWN ? task(name, next) : this;
    }

    /** The first evidence stays, as the first failure does. */
    HostRollout seen(List<Excerpt> excerpts) {
        return new HostRollout(
                phase, token, failure, rotation, turns, tasks, assets, evidence.isEmpty() ? excerpts : evidence);
    }

    HostRollout assetsPlaced() {
        return new HostRollout(phase, token, failure, rotation, turns, tasks, true, evidence);
    }

    /** The state after a failure: before its switch the host is out of the rollout; after the switch it waits to be reverted. */
    HostRollout failed(Failure cause) {
        if (isGoingBack() || (rotation == Rotation.RETURNING && phase.asBefore()) || cannotReturn()) {
            return failed(HostPhase.STUCK, cause);
        }
        return failed(phase.switched() || phase.needsPerson() ? phase : HostPhase.FAILED, cause);
    }

    /** Its link is as before, it receives no traffic, and there is no lease to return it with. */
    private boolean cannotReturn() {
        return phase.asBefore() && rotation != Rotation.IN && token.isEmpty();
    }

    /** Its link is being reverted, or is reverted and not proved yet. */
    boolean isGoingBack() {
        return phase == HostPhase.REVERTING || phase == HostPhase.RESTORED;
    }

    public boolean hasFailed() {
        return failure.isPresent();
    }

    /** It failed because its lease is another's. */
    boolean refusedLease() {
        return failure.filter(why -> why.kind() == Failure.Kind.LOCKED || why.kind() == Failure.Kind.FENCED)
                .isPresent();
    }

    /** The outcome of one of its tasks is unknown. */
    public boolean hasUnknownTask() {
        return tasks.containsValue(TaskProgress.UNKNOWN);
    }

    /** The names of its tasks whose outcome is unknown. */
    List<String> unknownTasks() {
        return tasks.entrySet().stream()
                .filter(task -> task.getValue() == TaskProgress.UNKNOWN)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** It serves one release to visitors, without a known problem. */
    boolean available() {
        return switch (phase) {
            case PLANNED, STAGED, FAILED, REVERTED -> rotation == Rotation.IN;
            case HEALTHY -> !hasFailed() && rotation == Rotation.IN;
            case SWITCHING, SWITCHED, PROVED, REVERTING, RESTORED, STUCK, UNKNOWN, DIVERGED, LEFT_OUT -> false;
        };
    }

    /** More work on it is possible, and every effect on a host carries the token of its lease. */
    boolean needsLease() {
        return token.isEmpty()
                && !phase.needsPerson()
                && phase != HostPhase.LEFT_OUT
                && (phase != HostPhase.FAILED || rotation != Rotation.IN);
    }
}
