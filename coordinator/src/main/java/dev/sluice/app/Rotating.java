package dev.sluice.app;

import dev.sluice.app.Project.Scope;
import dev.sluice.app.RefusedException.Reason;
import dev.sluice.document.OwnFile;
import dev.sluice.endpoint.EndpointKey;
import dev.sluice.host.HostException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.php.EndpointException;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.Failure.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Replaces the key that signs requests to the endpoint, without a moment in which a host answers to nobody. */
public final class Rotating {
    /** Far more than any key takes. */
    private static final int MOST_BYTES = 64 * 1024;

    private final Coordinator coordinator;

    public Rotating(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /**
     * Brings the public half of another key to every host, beside the one that is used now, and makes sure that each host answers to
     * it. May be repeated. The caller holds the fleet's lock.
     *
     * @return the hosts that answer to both keys
     * @throws RefusedException naming the hosts that do not; all go on answering to the key that is used now
     */
    public List<HostName> run(Scope scope, Path keyFile) throws RefusedException {
        var key = read(keyFile);
        new Adopting(coordinator).run(scope, List.of(key.publicKey()));
        var hosts = coordinator.project().targets(scope).stream()
                .flatMap(List::stream)
                .filter(coordinator.questions()::standsInRelease)
                .toList();
        var asked = coordinator.onHosts("rotate").run(hosts, (session, host) -> failure(host, key));
        var failures = new HashMap<>(asked.failures());
        asked.done().forEach((host, silent) -> silent.ifPresent(failure -> failures.put(host, failure)));
        Releasing.refuse(failures);
        return hosts.stream().map(Host::name).toList();
    }

    private Optional<Failure> failure(Host host, EndpointKey key) throws HostException {
        try {
            coordinator.questions().ask(host, coordinator.sessions().http(host), key);
            return Optional.empty();
        } catch (EndpointException e) {
            var why = String.valueOf(e.getMessage());
            return Optional.of(new Failure(Kind.PROOF, "rotate", "it does not answer to the new key", why, e.next()));
        }
    }

    static EndpointKey read(Path file) throws RefusedException {
        try {
            return EndpointKey.parse(OwnFile.read(file, OwnFile.Access.SECRET, MOST_BYTES));
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("the key " + file + " cannot be read: " + e.getMessage()),
                    "sluice keygen --out FILE makes one");
        }
    }
}
