package dev.sluice.rollout;

import dev.sluice.playbook.OnFailure;

/** The next move on one host, inside its critical section. */
public enum HostMove {
    NONE,
    /** Read the link: an earlier coordinator ended in the middle of a switch. */
    INSPECT,
    /** Run the tasks before the switch, which take the host out of the load balancer. */
    DRAIN,
    SWITCH,
    PROVE,
    CHECK_HEALTH,
    SWITCH_BACK,
    PROVE_BACK,
    /** Run the tasks after the switch, which return the host to the load balancer. */
    RETURN;

    /** Returns whether the move starts new work. No such move is made while the rollout waits for a person. */
    boolean startsSomething() {
        return this == DRAIN || this == SWITCH || this == RETURN;
    }

    /** Returns whether the move completes a switch: until then it is unknown which release the host serves. */
    boolean closesSwitch() {
        return this == INSPECT || this == PROVE || this == PROVE_BACK;
    }

    /** Whether a host has tasks around its switch. */
    public enum Pair {
        PRESENT,
        ABSENT
    }

    /** The next move towards the new release. A host that failed after its switch is reverted at once, unless the policy halts. */
    static HostMove forward(HostRollout host, OnFailure policy, Pair pair) {
        if (host.hasUnknownTask()) {
            return NONE;
        }
        if (host.hasFailed() && host.phase().switched()) {
            return policy == OnFailure.HALT ? NONE : back(host, pair);
        }
        if (host.hasFailed() && host.phase() == HostPhase.STAGED) {
            return returning(host);
        }
        return switch (host.phase()) {
            case STAGED -> mustLeave(host, pair) ? DRAIN : SWITCH;
            case SWITCHING, REVERTING -> INSPECT;
            case SWITCHED -> PROVE;
            case PROVED -> CHECK_HEALTH;
            case RESTORED -> PROVE_BACK;
            case HEALTHY, REVERTED, FAILED -> returning(host);
            case PLANNED, STUCK, UNKNOWN, DIVERGED, LEFT_OUT -> NONE;
        };
    }

    /** The next move of a revert. */
    static HostMove back(HostRollout host, Pair pair) {
        return switch (host.phase()) {
            case SWITCHING, REVERTING -> INSPECT;
            case SWITCHED, PROVED, HEALTHY -> mustLeave(host, pair) ? DRAIN : SWITCH_BACK;
            case RESTORED -> PROVE_BACK;
            case STAGED, REVERTED, FAILED -> returning(host);
            case PLANNED, STUCK, UNKNOWN, DIVERGED, LEFT_OUT -> NONE;
        };
    }

    private static boolean mustLeave(HostRollout host, Pair pair) {
        return pair == Pair.PRESENT && host.rotation() != Rotation.OUT;
    }

    private static HostMove returning(HostRollout host) {
        return host.rotation() == Rotation.IN ? NONE : RETURN;
    }
}
