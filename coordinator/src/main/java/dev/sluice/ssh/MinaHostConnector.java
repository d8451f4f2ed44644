package dev.sluice.ssh;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.sluice.document.HomePath;
import dev.sluice.document.SecretSource;
import dev.sluice.host.HostConnector;
import dev.sluice.host.HostException;
import dev.sluice.host.HostException.Kind;
import dev.sluice.host.HostSession;
import dev.sluice.inventory.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;

/**
 * Sessions by Apache MINA SSHD: one client for the whole command, host keys from the inventory's known_hosts only, a key
 * from the inventory or else the agent. A host that cannot be reached is tried again; one that showed a wrong key, or
 * refused ours, never is.
 */
public final class MinaHostConnector implements HostConnector {
    private final SshLimits limits;
    private final Optional<Path> agent;
    private final PrivateKeys keys;
    private final SshClient client;
    private final Set<ClientSession> sessions = ConcurrentHashMap.newKeySet();
    private final Background background = new Background();
    private final Semaphore connecting;

    /**
     * A connector with the limits of a release.
     *
     * @param secrets for private keys and their passphrases
     * @param environment where {@code SSH_AUTH_SOCK} is looked up
     */
    public MinaHostConnector(SecretSource secrets, Map<String, String> environment) {
        this(secrets, environment, SshLimits.standard());
    }

    /** A connector with limits of its own. */
    public MinaHostConnector(SecretSource secrets, Map<String, String> environment, SshLimits limits) {
        this.limits = limits;
        this.agent = Optional.ofNullable(environment.get("SSH_AUTH_SOCK"))
                .filter(socket -> !socket.isEmpty())
                .map(Path::of);
        this.keys = new PrivateKeys(secrets);
        this.client = StrictClient.start(limits, agent);
        this.connecting = new Semaphore(limits.connectsAtOnce());
    }

    @Override
    public HostSession connect(Host host) throws HostException {
        refuseWhatIsNotBuilt(host);
        var key = keys.of(host);
        if (key.isEmpty() && agent.isEmpty()) {
            throw new HostException(
                    host.name(),
                    Kind.AUTHENTICATION,
                    "there is no key to log in with: neither ssh.key nor an agent at SSH_AUTH_SOCK",
                    "set ssh.key in the inventory, or start an agent; keys in ~/.ssh are never used unasked");
        }
        try {
            return Failsafe.with(again()).get(() -> attempt(host, key));
        } catch (FailsafeException failed) {
            if (failed.getCause() instanceof HostException failure) {
                throw failure.transientFailure() ? withTries(failure) : failure;
            }
            Thread.currentThread().interrupt();
            throw interrupted(host);
        }
    }

    private static void refuseWhatIsNotBuilt(Host host) throws HostException {
        if (host.ssh().jump().isPresent()) {
            throw new HostException(
                    host.name(),
                    Kind.PROTOCOL,
                    "ssh.jump is not built yet: " + host.ssh().jump().get(),
                    "run this command on the bastion, or on a machine that reaches the host directly");
        }
    }

    private RetryPolicy<HostSession> again() {
        return RetryPolicy.<HostSession>builder()
                .handleIf(failed -> failed instanceof HostException known && known.transientFailure())
                .withMaxAttempts(limits.tries())
                .withBackoff(limits.backoff(), limits.backoff().multipliedBy(4))
                .withJitter(0.5)
                .build();
    }

    private HostException withTries(HostException last) {
        return ConnectFailure.failure(
                last.host(), last.kind(), last.getMessage() + " (" + limits.tries() + " tries)", last.next(), last);
    }

    private HostSession attempt(Host host, Optional<KeyPair> key) throws HostException {
        try {
            connecting.acquire();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw interrupted(host);
        }
        try {
            return new MinaHostSession(host.name(), login(host, key), limits, background);
        } finally {
            connecting.release();
        }
    }

    private ClientSession login(Host host, Optional<KeyPair> key) throws HostException {
        var session = open(host, key);
        boolean done = false;
        try {
            key.ifPresent(session::addPublicKeyIdentity);
            var login = session.auth();
            if (!login.await(limits.login())) {
                throw ConnectFailure.silent(host, session, limits);
            }
            if (!login.isSuccess()) {
                throw ConnectFailure.loggingIn(host, session, login.getException());
            }
            done = true;
            return session;
        } catch (IOException failed) {
            throw ConnectFailure.loggingIn(host, session, failed);
        } finally {
            if (!done) {
                session.close(true);
            }
        }
    }

    private ClientSession open(Host host, Optional<KeyPair> key) throws HostException {
        var recorded = recorded(host);
        var contact = new Contact(recorded, new HostKeyCheck(host, recorded), key, new AtomicReference<>());
        try {
            var connect = client.connect(
                    host.ssh().user(),
                    host.address(),
                    host.ssh().port(),
                    AttributeRepository.ofKeyValuePair(Contact.KEY, contact),
                    null);
            if (!connect.await(limits.connect())) {
                connect.cancel();
                throw ConnectFailure.connecting(host, null, limits);
            }
            if (!connect.isConnected()) {
                throw ConnectFailure.connecting(host, connect.getException(), limits);
            }
            return remembered(connect.getClientSession());
        } catch (IOException | RuntimeException failed) {
            throw ConnectFailure.connecting(host, failed, limits);
        }
    }

    private ClientSession remembered(ClientSession session) {
        sessions.add(session);
        session.addCloseFutureListener(closed -> sessions.remove(session));
        return session;
    }

    private static RecordedHostKeys recorded(Host host) throws HostException {
        try {
            return RecordedHostKeys.read(HomePath.expand(host.ssh().knownHosts()), host);
        } catch (IOException unreadable) {
            throw ConnectFailure.failure(
                    host.name(),
                    Kind.HOST_KEY,
                    "cannot read the known_hosts file " + host.ssh().knownHosts() + ": "
                            + ConnectFailure.reason(unreadable),
                    "make it readable; no host is trusted without it",
                    unreadable);
        }
    }

    private static HostException interrupted(Host host) {
        return new HostException(
                host.name(), Kind.UNREACHABLE, "stopped while connecting", "run the same command again");
    }

    /**
     * Ends all sessions at once: a host that is gone would never say goodbye. Only then the client, and that gently, or its
     * threads would be gone before the last event of a socket, and the JDK would print a stack trace.
     */
    @Override
    public void close() {
        sessions.forEach(session -> session.close(true));
        try {
            client.close(false).await(limits.channel());
        } catch (IOException interrupted) {
            Thread.currentThread().interrupt();
        }
        client.close(true);
        background.close();
    }
}
