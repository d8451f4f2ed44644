package dev.sluice.ssh;

import dev.sluice.host.HostException;

/** One failed try to log in, and whether another one may succeed. */
final class FailedTry extends Exception {
    private static final long serialVersionUID = 1L;

    /** What may be done about it. */
    enum Again {
        /** Nothing: a wrong key stays wrong, and another try locks this machine out (PerSourcePenalties of sshd 9.8). */
        NEVER,
        /** A few times: the network, or a host that starts. */
        A_FEW,
        /** More often: sshd dropped it, as it does by chance while many log in (MaxStartups). No key was offered yet. */
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
