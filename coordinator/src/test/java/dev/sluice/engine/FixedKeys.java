package dev.sluice.engine;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointPublicKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Keys of a project that are there from the beginning. */
public record FixedKeys(String project, Optional<EndpointKey> signing, List<EndpointPublicKey> trusted)
        implements RecordKeys {
    /** A new key, which is trusted. */
    public static FixedKeys of(String project) {
        var key = EndpointKey.generate(new SecureRandom());
        return new FixedKeys(project, Optional.of(key), List.of(key.publicKey()));
    }

    /** Another machine of the project, which has no key and trusts the same. */
    public FixedKeys withoutKey() {
        return new FixedKeys(project, Optional.empty(), trusted);
    }
}
