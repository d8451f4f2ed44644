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

    /** True if the live release has no endpoint, or one with another script, key or name than ours, or if the release has no marker. */
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
        return !sameScript || !knowsKey || isRenamed(there, endpoint);
    }

    /** The endpoint refuses requests that carry other names than those that it was placed with. */
    private static boolean isRenamed(HostFacts.EndpointFacts there, EndpointFiles endpoint) {
        return there.asked()
                .map(asked -> "\"inventory\":\"%s\",\"site\":\"%s\"".formatted(asked.inventory(), asked.site()))
                .filter(names -> !endpoint.config().contains(names))
                .isPresent();
    }
}
