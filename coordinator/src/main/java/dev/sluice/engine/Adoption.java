package dev.sluice.engine;

import dev.sluice.step.EndpointFiles;
import dev.sluice.step.HostFacts;
import org.jspecify.annotations.Nullable;

/**
 * Whether a live release has to be adopted first. After a switch, a worker that never saw the endpoint goes on answering 404 for it until
 * its realpath cache forgets, up to two minutes: so the endpoint is placed in the live release before anything is switched.
 */
public final class Adoption {
    private Adoption() {}

    /** The live release has no endpoint, another one, or one that does not know our key; or it has no marker. */
    public static boolean needed(@Nullable HostFacts facts, EndpointFiles endpoint) {
        if (facts == null || facts.live().isEmpty()) {
            return false;
        }
        if (facts.live().get().digest().isEmpty()) {
            // Nobody could go back to it later, also where PHP is not asked through the endpoint.
            return true;
        }
        if (endpoint.php().isEmpty()) {
            return false;
        }
        var there = facts.endpoint();
        var sameScript = there.sha256().filter(endpoint.sha256()::equals).isPresent();
        var knowsKey = there.keys().stream().anyMatch(kid -> endpoint.config().contains("\"" + kid + "\""));
        return !sameScript || !knowsKey;
    }
}
