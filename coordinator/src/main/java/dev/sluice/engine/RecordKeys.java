package dev.sluice.engine;

import dev.sluice.document.SecretException;
import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointPublicKey;
import java.util.List;
import java.util.Optional;

/** Port: the key that signs the records and plans of a project, and the keys whose signatures are trusted for it. */
public interface RecordKeys {
    /** The project's id; empty in an inventory that has none. */
    String project();

    /**
     * The private key.
     *
     * @return empty if the project has none: its records are usable on this machine only
     * @throws SecretException when it cannot be read
     */
    Optional<EndpointKey> signing() throws SecretException;

    /**
     * Public keys from local files; never from a host.
     *
     * @throws SecretException when one of the files contains no key
     */
    List<EndpointPublicKey> trusted() throws SecretException;
}
