package dev.sluice.ssh;

import dev.sluice.document.SecretSource;
import dev.sluice.host.HostConnector;
import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.host.HostTrust;
import dev.sluice.inventory.Host;
import dev.sluice.ssh.PrivateKeys.Agent;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;

/**
 * Sessions by Apache MINA SSHD: one client for the whole command, host keys from the inventory's known_hosts only, a key
 * from the inventory or else the agent, and one session to each jump host. A host that cannot be reached is tried again; one that showed a wrong key,
 * or refused our key, never is.
 */
public final class MinaHostConnector implements HostConnector, AutoCloseable {
    private final SshLimits limits;
    private final PrivateKeys keys;
    private final Logins logins;
    private final Background background = new Background();
    private final Turns turns;
    private final Tries tries;
    private final JumpHosts jumps;

    /**
     * A connector with the limits of a release.
     *
     * @param secrets for private keys and their passphrases
     * @param environment where {@code SSH_AUTH_SOCK} is read
     */
    public MinaHostConnector(SecretSource secrets, Map<String, String> environment) {
        this(secrets, environment, SshLimits.standard());
    }

    /** A connector with limits of its own. */
    public MinaHostConnector(SecretSource secrets, Map<String, String> environment, SshLimits limits) {
        var agent = Optional.ofNullable(environment.get("SSH_AUTH_SOCK"))
                .filter(socket -> !socket.isEmpty())
                .map(Path::of);
        this.limits = limits;
        this.keys = new PrivateKeys(secrets, agent.isPresent() ? Agent.PRESENT : Agent.ABSENT);
        this.logins = new Logins(StrictClient.start(limits, agent), limits, background);
        this.turns = new Turns(limits);
        this.tries = new Tries(limits);
        this.jumps = new JumpHosts(logins, keys, turns, tries);
    }

    @Override
    public HostSession connect(Host host) throws HostException {
        var server = Server.of(host);
        var offered = keys.of(server);
        try {
            var session = tries.of(host.name(), () -> logIn(server, offered));
            return new MinaHostSession(host.name(), session, limits, background);
        } catch (FailedTry failed) {
            throw failed.failure();
        }
    }

    private ClientSession logIn(Server server, List<KeyPair> offered) throws FailedTry {
        var through = through(server);
        return turns.in(server.jump().orElse(server), server.host(), () -> logins.logIn(server, offered, through));
    }

    private Optional<ClientSession> through(Server server) throws FailedTry {
        var jump = server.jump();
        return jump.isPresent() ? Optional.of(jumps.session(jump.get())) : Optional.empty();
    }

    /** Accepts host keys: over the same jump hosts, within the same limits. It closes with this connector. */
    public HostTrust trust() {
        return new MinaHostTrust(this::inspect);
    }

    private HostKeyCheck inspect(Server server) throws FailedTry {
        return tries.of(server.host(), () -> {
            var through = through(server);
            return turns.in(server.jump().orElse(server), server.host(), () -> logins.inspect(server, through));
        });
    }

    @Override
    public void close() {
        logins.close();
    }
}
