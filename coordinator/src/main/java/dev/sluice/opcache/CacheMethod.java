package dev.sluice.opcache;

import dev.sluice.endpoint.Purpose;

/** What is done after the switch so that PHP serves the release. {@link ReleaseProof} verifies that it does. */
public sealed interface CacheMethod permits ResetMethod, InvalidateMethod, ReloadMethod, NoMethod {
    /**
     * Does it and waits until it is done.
     *
     * @param release the release that was switched to
     * @throws EndpointException when it is not done, with what was observed
     */
    MethodOutcome apply(String release, Purpose purpose) throws EndpointException, InterruptedException;
}
