package dev.sluice.rollout;

import dev.sluice.playbook.OnFailure;

/** The one next thing to do on one host, inside its critical section. */
public enum HostMove {
    NONE,
    /** Find out what the link is: an earlier coordinator was ended in the middle of a switch. */
    LOOK,
    SWITCH,
    PROVE,
    CHECK_HEALTH,
    SWITCH_BACK,
    PROVE_BACK;

    /** What comes next on the way to the new release. A host that failed after its switch is put back at once, unless the policy halts. */
    public static HostMove forward(HostRollout host, OnFailure policy) {
        if (host.hasFailed() && host.phase().switched()) {
            return policy == OnFailure.HALT ? NONE : SWITCH_BACK;
        }
        if (host.hasFailed() && host.phase() == HostPhase.STAGED) {
            return NONE;
        }
        return switch (host.phase()) {
            case STAGED -> SWITCH;
            case SWITCHING, REVERTING -> LOOK;
            case SWITCHED -> PROVE;
            case PROVED -> CHECK_HEALTH;
            case RESTORED -> PROVE_BACK;
            case PLANNED, HEALTHY, REVERTED, FAILED, STUCK, UNKNOWN, DIVERGED -> NONE;
        };
    }

    /** What comes next on the way back. */
    public static HostMove back(HostRollout host) {
        return switch (host.phase()) {
            case SWITCHING, REVERTING -> LOOK;
            case SWITCHED, PROVED, HEALTHY -> SWITCH_BACK;
            case RESTORED -> PROVE_BACK;
            case PLANNED, STAGED, REVERTED, FAILED, STUCK, UNKNOWN, DIVERGED -> NONE;
        };
    }
}
