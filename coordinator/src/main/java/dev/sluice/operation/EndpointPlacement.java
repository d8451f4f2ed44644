package dev.sluice.operation;

import dev.sluice.document.SecretException;
import dev.sluice.endpoint.EndpointPublicKey;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.EndpointTrust;
import dev.sluice.inventory.Host;
import dev.sluice.opcache.EndpointCallers;
import dev.sluice.opcache.EndpointKeys;
import dev.sluice.opcache.EndpointScript;
import dev.sluice.plan.FleetName;
import dev.sluice.playbook.Opcache;
import dev.sluice.readiness.RefusedException;
import dev.sluice.step.EndpointFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is placed on the hosts of a project so that PHP can be asked. */
record EndpointPlacement(Project project, EndpointKeys keys) {
    /**
     * The files for one host.
     *
     * @param names that requests to it have to carry
     * @param more keys that are trusted besides the one of the playbook
     */
    EndpointFiles files(Host host, FleetName names, List<EndpointPublicKey> more) {
        var opcache = project.playbook().opcache().of(host);
        if (!opcache.endpoint().standsInRelease() || opcache.key().isEmpty()) {
            return EndpointFiles.none();
        }
        try {
            var key = keys.read(opcache.key().get());
            var site = new EndpointSite(
                    names.inventory(), names.site(), host.name().value());
            var trusted = new ArrayList<>(List.of(key.publicKey()));
            trusted.addAll(more);
            var trust = new EndpointTrust(trusted, site, EndpointCallers.of(host));
            return new EndpointFiles(new String(EndpointScript.bytes(), StandardCharsets.UTF_8), trust.json());
        } catch (SecretException e) {
            throw new IllegalStateException("the endpoint's key was checked before: " + e.getMessage(), e);
        }
    }

    /** Refuses early what would fail on every host: an endpoint without a usable key. */
    void checkKeys() throws RefusedException {
        var problems = keyProblems();
        if (!problems.isEmpty()) {
            throw new RefusedException(
                    RefusedException.Reason.INVALID,
                    problems,
                    "sluice keygen makes a key and prints the line for the playbook");
        }
    }

    /** What is wrong with the keys of endpoints. */
    List<String> keyProblems() {
        return project.inventory().hosts().stream()
                .map(host -> project.playbook().opcache().of(host))
                .distinct()
                .flatMap(opcache -> keyProblem(opcache).stream())
                .distinct()
                .toList();
    }

    private Optional<String> keyProblem(Opcache opcache) {
        if (!opcache.endpoint().standsInRelease()) {
            return Optional.empty();
        }
        if (opcache.key().isEmpty()) {
            return Optional.of("opcache.key is missing in the playbook: requests to the endpoint cannot be signed");
        }
        try {
            keys.read(opcache.key().get());
            return Optional.empty();
        } catch (SecretException | IllegalArgumentException e) {
            return Optional.of("the endpoint's key " + opcache.key().get() + " cannot be used: " + e.getMessage());
        }
    }
}
