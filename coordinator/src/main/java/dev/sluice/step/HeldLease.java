package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;

/** A lease that is held while something is done on one host, and given back afterwards. */
public final class HeldLease {
    private HeldLease() {}

    /** What is done under the lease. */
    @FunctionalInterface
    public interface Work<R> {
        R under(Lease lease) throws StepException, HostException;
    }

    /**
     * Takes the lease, works, and gives it back. When the work failed, its failure is thrown, also where the lease could not be given back: it runs
     * out by itself.
     */
    public static <R> R during(TakeLease take, HostSession session, Work<R> work) throws StepException, HostException {
        var lease = take.on(session);
        R result;
        try {
            result = work.under(lease);
        } catch (StepException | HostException | RuntimeException first) {
            giveBackAfter(first, lease, session);
            throw first;
        }
        new ReleaseLease(lease).on(session);
        return result;
    }

    private static void giveBackAfter(Exception first, Lease lease, HostSession session) {
        try {
            new ReleaseLease(lease).on(session);
        } catch (StepException | HostException | RuntimeException second) {
            first.addSuppressed(second);
        }
    }
}
