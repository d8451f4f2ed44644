package dev.sluice.engine;

import dev.sluice.step.EndpointFiles;
import dev.sluice.step.HostFacts;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a live release has to be adopted first. After a switch, a worker that has never seen the endpoint keeps answering 404 for it until
 * its realpath cache expires, which takes up to two minutes. The endpoint is therefore placed in the live release before anything is switched.
 */
public final class Adoption {
    private Adoption() {}

    /**
     * True if the live release has no endpoint, a different one, or one without our key or on terms of an older inventory, or if the release has no
     * marker.
     */
    public static boolean needed(@Nullable HostFacts facts, EndpointFiles endpoint) {
        if (facts == null || facts.live().isEmpty()) {
            return false;
        }
        if (facts.live().get().digest().isEmpty()) {
            // Without a marker it cannot be a rollback target, even if PHP is not queried through the endpoint.
            return true;
        }
        if (endpoint.php().isEmpty()) {
            return false;
        }
        var there = facts.endpoint();
        var sameScript = there.sha256().filter(endpoint.sha256()::equals).isPresent();
        var knowsKey = there.keys().stream().anyMatch(kid -> endpoint.config().contains("\"" + kid + "\""));
        return !sameScript || !knowsKey || there.outdated(endpoint.config());
    }
}
