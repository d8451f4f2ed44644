package dev.sluice.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.DirectTcpipFactory;
import org.apache.sshd.server.shell.ProcessShellFactory;

/** A host on a loopback port: its commands run in a real shell, its logins are counted. */
public final class LoopbackSshServer implements AutoCloseable {
    private final SshServer server = SshServer.setUpDefaultServer();
    private final Set<PublicKey> offered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger keyExchanges = new AtomicInteger();

    private LoopbackSshServer(PublicKey accepted, KeyPair... hostKeys) {
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
        server.setPublickeyAuthenticator((user, key, session) -> {
            offered.add(key);
            return KeyUtils.compareKeys(accepted, key);
        });
        runsCommands("");
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        server.addSessionListener(new Counting());
    }

    /** A host that lets the owner of one key in. */
    public static LoopbackSshServer start(PublicKey accepted, KeyPair... hostKeys) throws IOException {
        var started = new LoopbackSshServer(accepted, hostKeys);
        started.server.start();
        return started;
    }

    /** A new key, such as {@code ssh-ed25519}, {@code ecdsa-sha2-nistp256} or {@code ssh-rsa}. */
    public static KeyPair newKey(String type) {
        try {
            return KeyUtils.generateKeyPair(type, type.equals(KeyPairProvider.SSH_RSA) ? 2048 : 256);
        } catch (GeneralSecurityException unknown) {
            throw new IllegalArgumentException(type, unknown);
        }
    }

    /**
     * What the login shell does with a command.
     *
     * @param before put in front of it
     */
    public void runsCommands(String before) {
        // SSHD runs the first text by /bin/sh -c, and ignores the others.
        server.setCommandFactory(
                (channel, command) -> new ProcessShellFactory(before + command, command).createShell(channel));
    }

    /** Refuses a channel for a command above that many, as sshd does above MaxSessions. */
    void allowsCommands(int atOnce) {
        var running = new AtomicInteger();
        server.setChannelFactories(List.of(DirectTcpipFactory.INSTANCE, new ChannelSessionFactory() {
            @Override
            public Channel createChannel(Session session) {
                return new CountedChannel(running, atOnce);
            }
        }));
    }

    public int port() {
        return server.getPort();
    }

    /** SSHD's own server, for what a test wants otherwise. */
    public SshServer server() {
        return server;
    }

    /** Connections that came as far as a login. */
    public int logins() {
        return logins.get();
    }

    public int keyExchanges() {
        return keyExchanges.get();
    }

    /** The user keys that were offered. */
    public Set<PublicKey> offered() {
        return offered;
    }

    /** Writes the lines that make a client trust these keys on this port. */
    public Path knownHosts(Path file, KeyPair... keys) throws IOException {
        var lines = Arrays.stream(keys)
                .map(key -> "[127.0.0.1]:" + port() + " " + KnownHostsLines.key(key.getPublic()))
                .toList();
        return Files.write(file, lines);
    }

    /** Sessions first: SSHD's threads must outlast the last event of a socket, or the JDK prints a stack trace. */
    @Override
    public void close() throws IOException {
        if (!server.isStarted()) {
            return;
        }
        for (var session : server.getActiveSessions()) {
            session.close(true).await();
        }
        server.stop(false);
    }

    private final class Counting implements SessionListener {
        @Override
        public void sessionCreated(Session session) {
            logins.incrementAndGet();
        }

        @Override
        public void sessionEvent(Session session, Event event) {
            if (event == Event.KexCompleted) {
                keyExchanges.incrementAndGet();
            }
        }
    }

    private static final class CountedChannel extends ChannelSession {
        private final AtomicInteger running;
        private final int most;

        CountedChannel(AtomicInteger running, int most) {
            this.running = running;
            this.most = most;
        }

        @Override
        public OpenFuture open(long recipient, long windowSize, long packetSize, Buffer buffer) {
            if (running.incrementAndGet() <= most) {
                addCloseFutureListener(closed -> running.decrementAndGet());
                return super.open(recipient, windowSize, packetSize, buffer);
            }
            running.decrementAndGet();
            var refused = new DefaultOpenFuture(this, null);
            refused.setException(
                    new SshChannelOpenException(recipient, SshConstants.SSH_OPEN_CONNECT_FAILED, "open failed"));
            return refused;
        }
    }
}
