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
import java.util.HashSet;
import java.util.List;

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
        var checked = new HashSet<Opcache>();
        for (var host : project.inventory().hosts()) {
            var opcache = project.playbook().opcache().of(host);
            if (checked.add(opcache)) {
                checkKey(opcache);
            }
        }
    }

    private void checkKey(Opcache opcache) throws RefusedException {
        if (!opcache.endpoint().standsInRelease()) {
            return;
        }
        if (opcache.key().isEmpty()) {
            throw new RefusedException(
                    RefusedException.Reason.INVALID,
                    List.of("opcache.key is missing in the playbook: requests to the endpoint cannot be signed"),
                    "sluice keygen makes a key and prints the line for the playbook");
        }
        try {
            keys.read(opcache.key().get());
        } catch (SecretException | IllegalArgumentException e) {
            throw new RefusedException(
                    RefusedException.Reason.INVALID,
                    List.of("the endpoint's key " + opcache.key().get() + " cannot be used: " + e.getMessage()),
                    "sluice keygen makes a key");
        }
    }
}
