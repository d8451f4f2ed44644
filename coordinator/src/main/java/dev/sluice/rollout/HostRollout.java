package dev.sluice.rollout;

import java.util.Optional;

/**
 * One host in a rollout.
 *
 * @param token of the lease that this coordinator holds on the host; empty while it holds none
 * @param failure the first one; a host that failed stays failed, whatever becomes of its link
 */
public record HostRollout(HostPhase phase, Optional<Long> token, Optional<Failure> failure) {
    static final HostRollout START = new HostRollout(HostPhase.PLANNED, Optional.empty(), Optional.empty());

    HostRollout to(HostPhase next) {
        return new HostRollout(next, token, failure);
    }

    HostRollout locked(long newToken) {
        return new HostRollout(phase, Optional.of(newToken), failure);
    }

    HostRollout unlocked() {
        return new HostRollout(phase, Optional.empty(), failure);
    }

    HostRollout failed(HostPhase next, Failure cause) {
        return new HostRollout(next, token, Optional.of(failure.orElse(cause)));
    }

    /** Where a failure leaves the host: before its switch it is out, after it it waits to be put back. */
    HostRollout failed(Failure cause) {
        if (phase == HostPhase.REVERTING || phase == HostPhase.RESTORED) {
            return failed(HostPhase.STUCK, cause);
        }
        return failed(phase.switched() || phase.needsPerson() ? phase : HostPhase.FAILED, cause);
    }

    public boolean hasFailed() {
        return failure.isPresent();
    }

    /** It serves one release to visitors, and nothing is known to be wrong with that. */
    boolean available() {
        return switch (phase) {
            case PLANNED, STAGED, FAILED, REVERTED -> true;
            case HEALTHY -> !hasFailed();
            case SWITCHING, SWITCHED, PROVED, REVERTING, RESTORED, STUCK, UNKNOWN, DIVERGED -> false;
        };
    }

    /** Something may still be done on it, and every effect on a host carries the token of its lease. */
    boolean needsLease() {
        return token.isEmpty() && !phase.needsPerson() && phase != HostPhase.FAILED;
    }
}
