package dev.sluice.php;

import dev.sluice.document.SecretException;
import dev.sluice.document.SecretSource;
import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.RequestSigner;
import dev.sluice.engine.CodeRefresh.ProofException;
import dev.sluice.host.HostHttp;
import dev.sluice.inventory.Host;
import dev.sluice.playbook.Opcache;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Clients of the endpoints of a fleet, each with the key that the playbook gives its host. */
final class EndpointClients {
    private static final String PATH = "/" + EndpointScript.NAME;

    private final EndpointSite fleet;
    private final SecretSource secrets;
    private final Supplier<String> nonces;
    private final InstantSource clock;

    EndpointClients(EndpointSite fleet, SecretSource secrets, Supplier<String> nonces, InstantSource clock) {
        this.fleet = fleet;
        this.secrets = secrets;
        this.nonces = nonces;
        this.clock = clock;
    }

    EndpointClient of(Host host, HostHttp http, Opcache opcache) throws ProofException {
        var at = new EndpointSite(fleet.inventory(), fleet.site(), host.name().value());
        return new EndpointClient(http, new RequestSigner(key(opcache)), at, PATH, nonces, clock);
    }

    private EndpointKey key(Opcache opcache) throws ProofException {
        var reference = opcache.key()
                .orElseThrow(() -> new ProofException(
                        "no key signs requests to the endpoint", "opcache.key is missing", "sluice keygen makes one"));
        try {
            return EndpointKey.parse(secrets.resolve(reference).reveal());
        } catch (SecretException | IllegalArgumentException e) {
            throw new ProofException(
                    "the endpoint's key cannot be read", String.valueOf(e.getMessage()), "sluice keygen makes one");
        }
    }
}
