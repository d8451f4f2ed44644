package dev.sluice.document;

/** Port: fetches secrets when they are needed. */
@FunctionalInterface
public interface SecretSource {
    /**
     * Fetches one secret.
     *
     * @throws SecretException when it cannot be resolved; the message names the reference and the remedy, not the secret
     */
    Secret resolve(SecretReference reference) throws SecretException;
}
