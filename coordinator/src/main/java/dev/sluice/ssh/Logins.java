package dev.sluice.ssh;

import dev.sluice.document.HomePath;
import dev.sluice.host.HostException;
import dev.sluice.host.HostException.Kind;
import dev.sluice.host.ServiceAddress;
import dev.sluice.ssh.FailedTry.Again;
import java.io.IOException;
import java.security.KeyPair;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.helpers.MissingAttachedSessionException;
import org.jspecify.annotations.Nullable;

/** Single tries to reach one server, and to log in there. Tracks all sessions, to end them. */
final class Logins implements AutoCloseable {
    private final TunnelClient client;
    private final SshLimits limits;
    private final Background background;
    private final Set<ClientSession> sessions = ConcurrentHashMap.newKeySet();

    Logins(TunnelClient client, SshLimits limits, Background background) {
        this.client = client;
        this.limits = limits;
        this.background = background;
    }

    /** Logs in once, with every key that is offered at most once, on one connection. */
    ClientSession logIn(Server server, List<KeyPair> keys, Optional<ClientSession> through) throws FailedTry {
        var session = open(server, keys, through);
        boolean done = false;
        try {
            keys.forEach(session::addPublicKeyIdentity);
            var login = session.auth();
            if (!login.await(limits.login())) {
                throw FailedTry.of(ConnectFailure.silent(session, limits));
            }
            if (!login.isSuccess()) {
                throw failed(session, login.getException());
            }
            done = true;
            return session;
        } catch (IOException failed) {
            throw failed(session, failed);
        } finally {
            if (!done) {
                session.close(true);
            }
        }
    }

    /** Connects up to the host key, and offers no key. The check contains what the server showed. */
    HostKeyCheck inspect(Server server, Optional<ClientSession> through) throws FailedTry {
        var session = open(server, List.of(), through);
        try {
            var seen = session.waitFor(
                    EnumSet.of(ClientSessionEvent.WAIT_AUTH, ClientSessionEvent.CLOSED), limits.login());
            var check = Contact.of(session).check();
            if (check.shown().isPresent()) {
                return check;
            }
            if (seen.contains(ClientSessionEvent.TIMEOUT)) {
                throw FailedTry.of(ConnectFailure.silent(session, limits));
            }
            throw failed(session, Contact.of(session).observed().trouble().orElse(null));
        } finally {
            session.close(true);
        }
    }

    private static FailedTry failed(ClientSession session, @Nullable Throwable cause) {
        var failure = ConnectFailure.loggingIn(session, cause);
        boolean dropped = failure.transientFailure() && session.getServerVersion() == null;
        return dropped ? new FailedTry(Again.MORE, failure) : FailedTry.of(failure);
    }

    private ClientSession open(Server server, List<KeyPair> keys, Optional<ClientSession> through) throws FailedTry {
        try {
            var recorded = recorded(server);
            var contact =
                    new Contact(server, recorded, new HostKeyCheck(server, recorded), keys, through, new Observed());
            return remembered(through.isPresent() ? tunnelled(contact, through.get()) : direct(contact));
        } catch (HostException failed) {
            throw FailedTry.of(failed);
        }
    }

    private ClientSession direct(Contact contact) throws FailedTry {
        var server = contact.server();
        try {
            var connect = client.connect(
                    server.ssh().user(), server.address(), server.ssh().port(), contact.attributes(), null);
            if (!connect.await(limits.connect())) {
                connect.cancel();
                throw notConnected(server, null);
            }
            if (!connect.isConnected()) {
                throw notConnected(server, connect.getException());
            }
            return connect.getClientSession();
        } catch (IOException | RuntimeException failed) {
            throw notConnected(server, failed);
        }
    }

    /** A server that drops a connection at once can be quicker than SSHD, which then has no session for it yet. */
    private FailedTry notConnected(Server server, @Nullable Throwable cause) {
        if (cause instanceof MissingAttachedSessionException) {
            var failure = ConnectFailure.droppedUngreeted(server, "it ended at once", cause);
            return new FailedTry(Again.MORE, failure);
        }
        return FailedTry.of(ConnectFailure.connecting(server, cause, limits));
    }

    private ClientSession tunnelled(Contact contact, ClientSession through) throws HostException {
        var server = contact.server();
        try {
            var stream = TunnelStream.open(
                    through,
                    new ServiceAddress.Tcp(server.address(), server.ssh().port()),
                    limits.channel());
            return client.begin(stream, contact, background.workers());
        } catch (SshChannelOpenException refused) {
            throw ConnectFailure.refusedByJump(server, through, refused);
        } catch (IOException | RuntimeException failed) {
            throw ConnectFailure.throughJump(server, through, failed);
        }
    }

    private ClientSession remembered(ClientSession session) {
        sessions.add(session);
        session.addCloseFutureListener(closed -> sessions.remove(session));
        return session;
    }

    private static RecordedHostKeys recorded(Server server) throws HostException {
        var file = server.ssh().knownHosts();
        try {
            return RecordedHostKeys.read(HomePath.expand(file), server);
        } catch (IOException unreadable) {
            throw ConnectFailure.failure(
                    server.host(),
                    Kind.HOST_KEY,
                    "cannot read the known_hosts file " + file + ": " + ConnectFailure.reason(unreadable),
                    "make it readable; no host is trusted without it",
                    unreadable);
        }
    }

    /**
     * Ends all sessions at once: a host that is gone would never close them. Only then the client, and that gracefully, or its
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
