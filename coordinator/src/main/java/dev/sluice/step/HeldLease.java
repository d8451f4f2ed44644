package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;

/** A lease that is held during work on one host, and released afterwards. */
public final class HeldLease {
    private HeldLease() {}

    /** The work under the lease. */
    @FunctionalInterface
    public interface Work<R> {
        R under(Lease lease) throws StepException, HostException;
    }

    /**
     * Takes the lease, does the work, and releases the lease. If the work failed, its failure is thrown, even if the lease could not be released: it
     * expires.
     */
    public static <R> R during(TakeLease take, HostSession session, Work<R> work) throws StepException, HostException {
        var lease = take.on(session);
        R result;
        try {
            result = work.under(lease);
        } catch (StepException | HostException | RuntimeException first) {
            releaseAfter(first, lease, session);
            throw first;
        }
        new ReleaseLease(lease).on(session);
        return result;
    }

    private static void releaseAfter(Exception first, Lease lease, HostSession session) {
        try {
            new ReleaseLease(lease).on(session);
        } catch (StepException | HostException | RuntimeException second) {
            first.addSuppressed(second);
        }
    }
}
