package dev.sluice.engine;

import java.util.List;

/** What goes wrong in a simulation. */
enum FaultKind {
    /** It cannot be reached for a while: nothing happens on it. */
    UNREACHABLE,
    /** The command did its work, and nobody heard of it. */
    ANSWER_LOST,
    /** The command is on its way still when the coordinator has given it up, and does its work later, if it is let. */
    COMMAND_DELAYED,
    /** The command says that it failed, and did nothing. */
    STEP_FAILED,
    LINK_CHANGED,
    /** Another rollout has it: a person broke the lease, or it ran out. */
    LEASE_TAKEN,
    /** A person broke the lease. */
    LEASE_BROKEN,
    REBOOTED,
    ENDPOINT_DOWN,
    /** PHP does not drop the old code, whatever it is told. */
    PHP_STALE,
    HEALTH_FLAPPING,
    TASK_FAILED,
    TASK_LOST,
    KILLED_BEFORE_RECORD,
    KILLED_AFTER_RECORD,
    KILLED_AFTER_EFFECT,
    /** The coordinator's machine stands still for ten minutes. */
    PAUSED,
    DISK_FULL,
    SYNC_FAILED,
    /** Power is lost in the middle of a write. */
    TAIL_TORN;

    /** They befall a host by themselves, whatever is being done there. */
    static final List<FaultKind> BEFALLING = List.of(
            UNREACHABLE, LINK_CHANGED, LEASE_TAKEN, LEASE_BROKEN, REBOOTED, ENDPOINT_DOWN, PHP_STALE, HEALTH_FLAPPING);

    /** It meets a command on its way to a host, or its answer. */
    boolean needsCall() {
        return this == ANSWER_LOST || this == COMMAND_DELAYED || this == STEP_FAILED || this == KILLED_AFTER_EFFECT;
    }

    boolean needsTask() {
        return this == TASK_FAILED || this == TASK_LOST;
    }
}
