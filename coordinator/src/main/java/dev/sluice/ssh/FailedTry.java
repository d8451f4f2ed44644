package dev.sluice.ssh;

import dev.sluice.host.HostException;

/** One try to log in that did not work out, and whether another one may. */
final class FailedTry extends Exception {
    private static final long serialVersionUID = 1L;

    /** What may be done about it. */
    enum Again {
        /** Nothing: a wrong key stays wrong, and who tries again is locked out (PerSourcePenalties of sshd 9.8). */
        NEVER,
        /** A few times: the network, or a host that starts. */
        A_FEW,
        /** More often: sshd dropped it, as it does by chance while many log in (MaxStartups). Nothing was asked yet. */
        MORE
    }

    private final Again again;
    private final transient HostException failure;

    FailedTry(Again again, HostException failure) {
        super(failure);
        this.again = again;
        this.failure = failure;
    }

    static FailedTry of(HostException failure) {
        return new FailedTry(failure.transientFailure() ? Again.A_FEW : Again.NEVER, failure);
    }

    Again again() {
        return again;
    }

    HostException failure() {
        return failure;
    }
}
