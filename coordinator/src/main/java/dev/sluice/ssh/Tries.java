package dev.sluice.ssh;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.sluice.host.HostException;
import dev.sluice.host.HostException.Kind;
import dev.sluice.inventory.HostName;
import dev.sluice.ssh.FailedTry.Again;
import java.util.concurrent.atomic.AtomicInteger;

/** Tries to log in. It retries only where that can help, with growing, jittered delays, and a limited number of times. */
record Tries(SshLimits limits) {
    @FunctionalInterface
    interface Login<T> {
        T tryOnce() throws FailedTry;
    }

    /** @throws FailedTry the last one, never to be repeated: it was */
    <T> T of(HostName host, Login<T> login) throws FailedTry {
        var made = new AtomicInteger();
        var policy = RetryPolicy.<T>builder()
                .handleIf(failed -> failed instanceof FailedTry known && made.get() < most(known.again()))
                .withMaxAttempts(-1)
                .withBackoff(limits.backoff(), limits.backoff().multipliedBy(8))
                .withJitter(0.5)
                .build();
        try {
            return Failsafe.with(policy).get(() -> {
                made.incrementAndGet();
                return login.tryOnce();
            });
        } catch (FailsafeException failed) {
            if (failed.getCause() instanceof FailedTry last) {
                throw new FailedTry(Again.NEVER, withTries(last.failure(), made.get()));
            }
            Thread.currentThread().interrupt();
            throw new FailedTry(Again.NEVER, interrupted(host));
        }
    }

    private int most(Again again) {
        return switch (again) {
            case NEVER -> 1;
            case A_FEW -> limits.tries();
            case MORE -> limits.triesWhenDropped();
        };
    }

    private static HostException withTries(HostException failure, int made) {
        return made == 1
                ? failure
                : ConnectFailure.failure(
                        failure.host(),
                        failure.kind(),
                        failure.getMessage() + " (" + made + " tries)",
                        failure.next(),
                        failure);
    }

    static HostException interrupted(HostName host) {
        return new HostException(host, Kind.UNREACHABLE, "stopped while connecting", "run the same command again");
    }
}
