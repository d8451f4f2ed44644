package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;

/**
 * One thing that is done to one host. Each looks first and may be repeated; all that change something but the lease itself need a
 * {@link Lease}, and the host refuses them when the lease went to somebody else.
 *
 * @param <R> what is known afterwards
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
                RunCheck,
                PlaceAssets,
                CompareRelease,
                KeepRecord,
                ListRecords,
                ReadRecord,
                RunTask {
    /**
     * Does it.
     *
     * @throws StepException when the host looked and refused, or failed; the exception says what is unchanged
     * @throws HostException when no answer came: of kind {@link HostException.Kind#LOST} the effect is unknown until {@link Inspect} was asked
     */
    R on(HostSession session) throws StepException, HostException;
}
