package dev.sluice.operation;

import dev.sluice.document.OwnFile;
import dev.sluice.endpoint.EndpointKey;
import dev.sluice.engine.HostLanes.Results;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.host.HostException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.opcache.EndpointException;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.Failure.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Replaces the key that signs requests to the endpoint, without a moment in which a host answers to no key. */
public final class RotateKeyOperation {
    /** Far more than any key takes. */
    private static final int MOST_BYTES = 64 * 1024;

    private final Fleet fleet;

    public RotateKeyOperation(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * Places the public half of another key on every host, beside the one that is used now, and asks each host with it, when that is
     * confirmed. May be repeated.
     *
     * @param confirmation may make the key where there is none yet
     * @return the hosts that answer to both keys, and the failures of the others; all go on answering to the key that is used now
     * @throws RefusedException when a key cannot be used; nothing was changed
     */
    @SuppressWarnings("try") // The lock is held, and that is all it is for.
    public Results<HostName> run(Path keyFile, Confirmation<Path> confirmation)
            throws RefusedException, JournalException, LockedException {
        try (var lock = fleet.lock()) {
            confirmation.of(keyFile);
            return rotate(keyFile);
        }
    }

    private Results<HostName> rotate(Path keyFile) throws RefusedException {
        var key = read(keyFile);
        var adopted = new AdoptOperation(fleet).run(List.of(key.publicKey()));
        var hosts = fleet.hosts().stream()
                .filter(host -> adopted.done().containsKey(host.name()))
                .filter(fleet.endpoints()::standsInRelease)
                .toList();
        var asked = fleet.onHosts("rotate").run(hosts, (session, host) -> failure(host, key));
        var failures = new TreeMap<>(adopted.failures());
        failures.putAll(asked.failures());
        asked.done().forEach((host, silent) -> silent.ifPresent(failure -> failures.put(host, failure)));
        var answering = new TreeMap<HostName, HostName>();
        asked.done().keySet().stream()
                .filter(host -> !failures.containsKey(host))
                .forEach(host -> answering.put(host, host));
        return new Results<>(answering, failures);
    }

    private Optional<Failure> failure(Host host, EndpointKey key) throws HostException {
        try {
            fleet.endpoints().ask(host, fleet.sessions().http(host), key);
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
