package dev.sluice.ssh;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.sluice.host.HostException;
import dev.sluice.host.HostException.Kind;
import dev.sluice.inventory.HostName;
import dev.sluice.ssh.FailedTry.Again;
import java.time.Duration;

/** Tries to log in, again only where that can help, later each time, scattered, and never without an end. */
record Tries(SshLimits limits) {
    @FunctionalInterface
    interface Login<T> {
        T tryOnce() throws FailedTry;
    }

    /** @throws FailedTry the last one, never to be repeated: it was */
    <T> T of(HostName host, Login<T> login) throws FailedTry {
        try {
            return Failsafe.with(
                            Tries.<T>policy(Again.MORE, limits.triesWhenDropped(), limits.backoff()),
                            Tries.<T>policy(Again.A_FEW, limits.tries(), limits.backoff()))
                    .get(login::tryOnce);
        } catch (FailsafeException failed) {
            if (failed.getCause() instanceof FailedTry last) {
                throw new FailedTry(Again.NEVER, withTries(last));
            }
            Thread.currentThread().interrupt();
            throw new FailedTry(Again.NEVER, interrupted(host));
        }
    }

    private static <T> RetryPolicy<T> policy(Again handled, int most, Duration backoff) {
        return RetryPolicy.<T>builder()
                .handleIf(failed -> failed instanceof FailedTry known && known.again() == handled)
                .withMaxAttempts(most)
                .withBackoff(backoff, backoff.multipliedBy(8))
                .withJitter(0.5)
                .build();
    }

    private HostException withTries(FailedTry last) {
        var failure = last.failure();
        int tries =
                switch (last.again()) {
                    case NEVER -> 1;
                    case A_FEW -> limits.tries();
                    case MORE -> limits.triesWhenDropped();
                };
        return tries == 1
                ? failure
                : ConnectFailure.failure(
                        failure.host(),
                        failure.kind(),
                        failure.getMessage() + " (" + tries + " tries)",
                        failure.next(),
                        failure);
    }

    static HostException interrupted(HostName host) {
        return new HostException(host, Kind.UNREACHABLE, "stopped while connecting", "run the same command again");
    }
}
