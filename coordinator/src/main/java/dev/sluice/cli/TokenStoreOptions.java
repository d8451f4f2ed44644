package dev.sluice.cli;

import dev.sluice.access.TokenStore;
import dev.sluice.readiness.RefusedException;
import java.security.SecureRandom;
import java.time.InstantSource;
import picocli.CommandLine.Mixin;

/** Where tokens are kept: beside the records of the daemon that they are for. */
@SuppressWarnings("NullAway.Init")
final class TokenStoreOptions {
    @Mixin
    private StateOptions state;

    TokenStore store() throws RefusedException {
        return new TokenStore(state.directory(), InstantSource.system(), new SecureRandom());
    }
}
