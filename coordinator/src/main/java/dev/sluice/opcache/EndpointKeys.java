package dev.sluice.opcache;

import dev.sluice.document.SecretException;
import dev.sluice.document.SecretReference;
import dev.sluice.document.SecretSource;
import dev.sluice.endpoint.EndpointKey;
import dev.sluice.opcache.CodeRefresh.ProofException;
import dev.sluice.playbook.Opcache;

/** The keys that sign requests to endpoints, read when they are needed. */
public record EndpointKeys(SecretSource secrets) {
    /**
     * The private key of {@code opcache.key}.
     *
     * @throws SecretException when there is no such secret
     * @throws IllegalArgumentException when it is not a key
     */
    public EndpointKey read(SecretReference reference) throws SecretException {
        return EndpointKey.parse(secrets.resolve(reference).reveal());
    }

    EndpointKey of(Opcache opcache) throws ProofException {
        var reference = opcache.key()
                .orElseThrow(() -> new ProofException(
                        "no key signs requests to the endpoint", "opcache.key is missing", "sluice keygen makes one"));
        try {
            return read(reference);
        } catch (SecretException | IllegalArgumentException e) {
            throw new ProofException(
                    "the endpoint's key cannot be read", String.valueOf(e.getMessage()), "sluice keygen makes one");
        }
    }
}
