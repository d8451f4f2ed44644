package dev.sluice.cli;

import dev.sluice.access.TokenStore;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Mixin;

/** Where tokens are kept: beside the records of the daemon that they are for. */
@SuppressWarnings("NullAway.Init")
final class TokenStoreOptions {
    @Mixin
    private StateOptions state;

    /**
     * Works on the tokens.
     *
     * @throws RefusedException when they cannot be read or written, or another account could
     */
    <T> T with(Work<T> work) throws RefusedException {
        try {
            return work.on(new TokenStore(state.directory(), InstantSource.system(), new SecureRandom()));
        } catch (IOException e) {
            throw new RefusedException(
                    Reason.PREFLIGHT, List.of("the tokens cannot be used: " + e.getMessage()), "mend this first");
        }
    }

    /** What is done with tokens. */
    @FunctionalInterface
    interface Work<T> {
        T on(TokenStore tokens) throws IOException;
    }
}
