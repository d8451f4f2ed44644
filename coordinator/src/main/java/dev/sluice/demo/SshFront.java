package dev.sluice.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.AgentForwardingFilter;
import org.apache.sshd.server.forward.ForwardingFilter;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.apache.sshd.server.forward.X11ForwardingFilter;
import org.jspecify.annotations.Nullable;

/** The SSH port of one host: public keys only, commands only, and TCP to loopback addresses only. */
final class SshFront implements AutoCloseable {
    /** Half of a login's time is the key exchange that clients prefer, which is post-quantum. */
    private static final KeyExchangeFactory CHEAP_KEY_EXCHANGE =
            ServerBuilder.DH2KEX.apply(BuiltinDHFactories.ecdhp256);

    private final FleetResources shared;
    private final ExecRequest.Maker requests;
    private final Faults faults;
    private final CommandFaults commandFaults;
    private final KeyPair hostKey = FleetKeys.generate();
    private @Nullable SshServer server;
    private int port;

    SshFront(FleetResources shared, ExecRequest.Maker requests, Faults faults) {
        this.shared = shared;
        this.requests = requests;
        this.faults = faults;
        this.commandFaults = new CommandFaults(faults, this::close);
    }

    int port() {
        return port;
    }

    PublicKey hostKey() {
        return hostKey.getPublic();
    }

    /** Listens: the first time on any free port, later on the same port. Does nothing if it listens already. */
    synchronized void open() throws IOException {
        if (server != null) {
            return;
        }
        var fresh = newServer();
        fresh.start();
        port = fresh.getPort();
        server = fresh;
    }

    /** Cuts every session and refuses new ones until opened again. */
    @Override
    public synchronized void close() {
        if (server == null) {
            return;
        }
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close SSH port " + port, e);
        }
        server = null;
    }

    private SshServer newServer() {
        var fresh = SshServer.setUpDefaultServer();
        fresh.setIoServiceFactoryFactory(shared.nio());
        fresh.setScheduledExecutorService(shared.timer(), false);
        fresh.setHost("127.0.0.1");
        fresh.setPort(port);
        fresh.setKeyExchangeFactories(List.of(CHEAP_KEY_EXCHANGE));
        fresh.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        fresh.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        fresh.setPublickeyAuthenticator((user, key, session) -> KeyUtils.compareKeys(key, shared.clientKey()));
        fresh.setCommandFactory((channel, line) -> requests.of(line, commandFaults, shared.work()));
        fresh.setForwardingFilter(loopbackOnly());
        fresh.addSessionListener(new GreetingFaults());
        // A rollout may hold for hours with its sessions open.
        CoreModuleProperties.IDLE_TIMEOUT.set(fresh, Duration.ZERO);
        return fresh;
    }

    private static ForwardingFilter loopbackOnly() {
        return ForwardingFilter.asForwardingFilter(
                AgentForwardingFilter.of(false), X11ForwardingFilter.of(false), new TcpForwardingFilter() {
                    @Override
                    public boolean canListen(SshdSocketAddress address, Session session) {
                        return false;
                    }

                    @Override
                    public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
                        return type == Type.Direct && SshdSocketAddress.isLoopback(address.getHostName());
                    }
                });
    }

    private final class GreetingFaults implements SessionListener {
        @Override
        public void sessionCreated(Session session) {
            if (faults.strikes(Fault.HANGS_UP)) {
                session.close(true);
            }
        }
    }
}
