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
 * @param failure the first one; a host that failed stays failed, whatever becomes of its link
 * @param rotation whether it gets visitors, where tasks around its switch decide that
 * @param turns how often it was taken out of the balancer: tells the runs of a task around its switch apart
 * @param tasks by name, those of this host that were started; those around the switch begin anew on the way back
 * @param assets files that other releases' pages ask for are in place
 */
public record HostRollout(
        HostPhase phase,
        Optional<Long> token,
        Optional<Failure> failure,
        Rotation rotation,
        int turns,
        PMap<String, TaskProgress> tasks,
        boolean assets) {
    static final HostRollout START = new HostRollout(
            HostPhase.PLANNED, Optional.empty(), Optional.empty(), Rotation.IN, 0, HashTreePMap.empty(), false);

    HostRollout to(HostPhase next) {
        return new HostRollout(next, token, failure, rotation, turns, tasks, assets);
    }

    HostRollout locked(long newToken) {
        return new HostRollout(phase, Optional.of(newToken), failure, rotation, turns, tasks, assets);
    }

    HostRollout unlocked() {
        return new HostRollout(phase, Optional.empty(), failure, rotation, turns, tasks, assets);
    }

    HostRollout failed(HostPhase next, Failure cause) {
        return new HostRollout(next, token, Optional.of(failure.orElse(cause)), rotation, turns, tasks, assets);
    }

    HostRollout leaving() {
        return new HostRollout(phase, token, failure, Rotation.LEAVING, turns + 1, tasks, assets);
    }

    HostRollout rotation(Rotation next) {
        return new HostRollout(phase, token, failure, next, turns, tasks, assets);
    }

    HostRollout without(List<String> begunAnew) {
        return new HostRollout(phase, token, failure, rotation, turns, tasks.minusAll(begunAnew), assets);
    }

    HostRollout task(String name, TaskProgress progress) {
        return new HostRollout(phase, token, failure, rotation, turns, tasks.plus(name, progress), assets);
    }

    HostRollout judged(String name, TaskProgress next) {
        return tasks.get(name) == TaskProgress.UNKNOWN ? task(name, next) : this;
    }

    HostRollout assetsPlaced() {
        return new HostRollout(phase, token, failure, rotation, turns, tasks, true);
    }

    /** Where a failure leaves the host: before its switch it is out, after it it waits to be put back. */
    HostRollout failed(Failure cause) {
        if (isGoingBack() || (rotation == Rotation.RETURNING && phase.asBefore()) || cannotComeBack()) {
            return failed(HostPhase.STUCK, cause);
        }
        return failed(phase.switched() || phase.needsPerson() ? phase : HostPhase.FAILED, cause);
    }

    /** Its link is as before, it gets no visitors, and there is no lease to bring it back with. */
    private boolean cannotComeBack() {
        return phase.asBefore() && rotation != Rotation.IN && token.isEmpty();
    }

    /** Its link is on the way back, or back and not proved yet. */
    boolean isGoingBack() {
        return phase == HostPhase.REVERTING || phase == HostPhase.RESTORED;
    }

    public boolean hasFailed() {
        return failure.isPresent();
    }

    /** The end of one of its tasks is not known. */
    public boolean hasUnknownTask() {
        return tasks.containsValue(TaskProgress.UNKNOWN);
    }

    /** The names of its tasks whose end is not known. */
    List<String> unknownTasks() {
        return tasks.entrySet().stream()
                .filter(task -> task.getValue() == TaskProgress.UNKNOWN)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** It serves one release to visitors, and nothing is known to be wrong with that. */
    boolean available() {
        return switch (phase) {
            case PLANNED, STAGED, FAILED, REVERTED -> rotation == Rotation.IN;
            case HEALTHY -> !hasFailed() && rotation == Rotation.IN;
            case SWITCHING, SWITCHED, PROVED, REVERTING, RESTORED, STUCK, UNKNOWN, DIVERGED, LEFT_OUT -> false;
        };
    }

    /** Something may still be done on it, and every effect on a host carries the token of its lease. */
    boolean needsLease() {
        return token.isEmpty()
                && !phase.needsPerson()
                && phase != HostPhase.LEFT_OUT
                && (phase != HostPhase.FAILED || rotation != Rotation.IN);
    }
}
