package dev.sluice.playbook;

import dev.sluice.document.SecretReference;
import dev.sluice.inventory.Host;
import java.util.List;
import java.util.Optional;

/**
 * How PHP is made to serve the release, and how that is proved.
 *
 * @param key the private key that signs requests to the endpoint
 * @param reload the command for method {@code reload}
 * @param warm compile the release into OPcache before the switch
 * @param forHosts {@code for} in the file: other settings for some hosts
 */
public record Opcache(
        EndpointChoice endpoint,
        Optional<SecretReference> key,
        Method method,
        Optional<String> reload,
        boolean warm,
        Proof proof,
        List<OpcacheFor> forHosts) {
    public Opcache {
        forHosts = List.copyOf(forHosts);
    }

    /** What applies to a host: the first of {@code for} that chooses it, else this. */
    public Opcache of(Host host) {
        return forHosts.stream()
                .filter(some -> some.on().matches(host))
                .map(OpcacheFor::settings)
                .findFirst()
                .orElse(this);
    }

    /** What is done after the switch. */
    public enum Method {
        /** What fits the host: chosen before the rollout starts. */
        AUTO,
        /** The whole cache. */
        RESET,
        /** The scripts of the release that was live. */
        INVALIDATE,
        /** The command {@code reload}. */
        RELOAD,
        /** Nothing. */
        NONE
    }
}
