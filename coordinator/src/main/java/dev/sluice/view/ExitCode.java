package dev.sluice.view;

import dev.sluice.document.InvalidDocumentException;
import dev.sluice.engine.HostLanes;
import dev.sluice.engine.JournalDamagedException;
import dev.sluice.engine.LockedException;
import dev.sluice.operation.RolloutResult;
import dev.sluice.readiness.RefusedException;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState;
import java.util.function.Function;

/** What an operation ends with, for every front: a promise to scripts and pipelines. */
public enum ExitCode {
    /** Done, or nothing was to be done. */
    DONE(0),
    UNEXPECTED(1),
    USAGE(2),
    /** Inventory, playbook or artifact invalid; hosts untouched. */
    INVALID(3),
    /** Preflight or staging failed; links as before. */
    UNTOUCHED(4),
    /** Failed, and every switched host is back where it was. */
    REVERTED(5),
    /** Failed, mixed: a person is needed. */
    MIXED(6),
    /** Another process or rollout holds the fleet, which passes by itself; hosts untouched. */
    LOCKED(7),
    /** Waits for a person to promote it. */
    HELD(8),
    OUTSIDE_WINDOW(9),
    /** Paused or halted by request. */
    PAUSED(10),
    /** A host differs from the record; left alone. */
    DIVERGED(11),
    JOURNAL_DAMAGED(12),
    /** A rollout was left unfinished, and a person has to decide on it first; hosts untouched. */
    UNFINISHED(13),
    /** People froze the fleet: nothing begins, and no batch is opened. */
    FROZEN(14),
    /** Ended by SIGHUP; the record can be continued. */
    HANGUP(129),
    /** Ended by SIGINT; the record can be continued. */
    INTERRUPT(130),
    /** Ended by SIGTERM; the record can be continued. */
    TERMINATE(143);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The exit code for a rollout's state. A revert that a person asked for is done when every host is reverted. */
    public static ExitCode of(RolloutState state) {
        if (state.phase() == RolloutPhase.HELD) {
            return HELD;
        }
        if (state.hasUnknownTask() && state.outcome().isEmpty()) {
            return MIXED;
        }
        if (state.phase() == RolloutPhase.PAUSED) {
            return PAUSED;
        }
        if (state.phase() == RolloutPhase.OUTSIDE_WINDOW) {
            return OUTSIDE_WINDOW;
        }
        if (state.phase() == RolloutPhase.FROZEN) {
            return FROZEN;
        }
        if (state.outcome().isEmpty()) {
            return UNEXPECTED;
        }
        return switch (state.outcome().get()) {
            case SUCCEEDED -> DONE;
            case UNTOUCHED -> state.endedByPerson() ? DONE : UNTOUCHED;
            case REVERTED -> state.endedByPerson() ? DONE : REVERTED;
            case MIXED -> MIXED;
            case LOCKED -> LOCKED;
            case DIVERGED -> DIVERGED;
        };
    }

    /** The same for a command that releases: a rollout that a person reverted is no success for it. */
    public static ExitCode ofBringing(RolloutState state) {
        if (state.outcome().filter(Outcome.REVERTED::equals).isPresent()) {
            return REVERTED;
        }
        return state.outcome().filter(Outcome.UNTOUCHED::equals).isPresent() ? UNTOUCHED : of(state);
    }

    /**
     * The exit code of a process that ran a rollout: that of the signal which interrupted it, if one did.
     *
     * @param otherwise the code for the rollout's state
     */
    public static ExitCode of(RolloutResult.Ran ran, Function<RolloutState, ExitCode> otherwise) {
        var state = ran.ended().state();
        return ran.signal()
                .filter(signal -> state.phase() == RolloutPhase.INTERRUPTED)
                .map(ExitCode::ofSignal)
                .orElseGet(() -> otherwise.apply(state));
    }

    /** The exit code for a signal that ended this process, such as {@code SIGTERM}. */
    public static ExitCode ofSignal(String signal) {
        return switch (signal) {
            case "SIGHUP" -> HANGUP;
            case "SIGINT" -> INTERRUPT;
            default -> TERMINATE;
        };
    }

    /** What a refusal means; nothing was changed. */
    public static ExitCode of(RefusedException.Reason reason) {
        return switch (reason) {
            case USAGE -> USAGE;
            case INVALID -> INVALID;
            case PREFLIGHT -> UNTOUCHED;
            case LOCKED -> LOCKED;
            case UNFINISHED -> UNFINISHED;
            case OUTSIDE_WINDOW -> OUTSIDE_WINDOW;
            case FROZEN -> FROZEN;
            case DIVERGED -> DIVERGED;
        };
    }

    /** What a failure means that ended an operation, or kept it from beginning. */
    public static ExitCode of(Throwable failure) {
        if (failure instanceof InvalidDocumentException) {
            return INVALID;
        }
        if (failure instanceof RefusedException refused) {
            return of(refused.reason());
        }
        if (failure instanceof LockedException) {
            return LOCKED;
        }
        return failure instanceof JournalDamagedException ? JOURNAL_DAMAGED : UNEXPECTED;
    }

    /** What became of work that was done host by host outside of rollouts. */
    public static ExitCode of(HostLanes.Results<?> results) {
        if (results.failures().isEmpty()) {
            return DONE;
        }
        return results.done().isEmpty() ? UNTOUCHED : MIXED;
    }
}
