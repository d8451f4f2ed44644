package dev.sluice.rollout;

import dev.sluice.playbook.OnFailure;

/** The one next thing to do on one host, inside its critical section. */
public enum HostMove {
    NONE,
    /** Find out what the link is: an earlier coordinator was ended in the middle of a switch. */
    LOOK,
    /** The tasks before the switch: take it from the balancer. */
    DRAIN,
    SWITCH,
    PROVE,
    CHECK_HEALTH,
    SWITCH_BACK,
    PROVE_BACK,
    /** The tasks after the switch: put it back. */
    RETURN;

    /** It is no part of finishing what was begun: nothing of the kind is done while a person is waited for. */
    boolean startsSomething() {
        return this == DRAIN || this == SWITCH || this == RETURN;
    }

    /** What a switch leaves open: until then nobody knows what a host serves. */
    boolean closesSwitch() {
        return this == LOOK || this == PROVE || this == PROVE_BACK;
    }

    /** Whether a host has tasks around its switch. */
    public enum Pair {
        PRESENT,
        ABSENT
    }

    /** What comes next on the way to the new release. A host that failed after its switch is put back at once, unless the policy halts. */
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
            case SWITCHING, REVERTING -> LOOK;
            case SWITCHED -> PROVE;
            case PROVED -> CHECK_HEALTH;
            case RESTORED -> PROVE_BACK;
            case HEALTHY, REVERTED, FAILED -> returning(host);
            case PLANNED, STUCK, UNKNOWN, DIVERGED, LEFT_OUT -> NONE;
        };
    }

    /** What comes next on the way back. */
    static HostMove back(HostRollout host, Pair pair) {
        return switch (host.phase()) {
            case SWITCHING, REVERTING -> LOOK;
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
