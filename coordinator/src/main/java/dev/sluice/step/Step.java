package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;

/**
 * One action on one host. Each checks the host first and may be repeated. All that change more than the lease itself, or the restrictions of the fleet, need a {@link Lease}, and the
 * host refuses them when another rollout has taken the lease.
 *
 * @param <R> the result
 */
public sealed interface Step<R>
        permits Inspect,
                Examine,
                TakeLease,
                TakeOverLease,
                RenewLease,
                ChangeToken,
                HoldLease,
                ReleaseLease,
                BreakLease,
                StageRelease,
                SwitchLink,
                MarkRelease,
                Prune,
                Adopt,
                CheckPlain,
                ConvertDirectory,
                UndoConversion,
                RunCheck,
                PlaceAssets,
                CompareRelease,
                CompareContent,
                KeepRecord,
                ListRecords,
                ReadRecord,
                KeepRestrictions,
                ReadRestrictions,
                ReadSiteLogs,
                RunTask,
                TryFirstWay {
    /**
     * Performs the action.
     *
     * @throws StepException when the host refused after its checks, or failed; the exception names what is unchanged
     * @throws HostException when no answer came: with kind {@link HostException.Kind#LOST} the effect is unknown until {@link Inspect} has run
     */
    R on(HostSession session) throws StepException, HostException;
}
