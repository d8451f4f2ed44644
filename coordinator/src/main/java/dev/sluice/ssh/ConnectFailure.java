package dev.sluice.ssh;

import dev.sluice.document.HarmlessText;
import dev.sluice.host.HostException;
import dev.sluice.host.HostException.Kind;
import dev.sluice.inventory.HostName;
import java.nio.channels.UnresolvedAddressException;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.jspecify.annotations.Nullable;

/** Explains why a connection failed, and what to do about it. */
final class ConnectFailure {
    private static final int LINE = 300;

    /** What SSHD calls every doubt about a certificate of a host. */
    private static final String BAD_CERTIFICATE = "KeyExchange signature verification failed";

    /** What SSHD calls an authority's signature by an algorithm that is left out, such as ssh-rsa. */
    private static final String BAD_SIGNATURE = "No KeyExchange CA verifier located";

    private ConnectFailure() {}

    /** No TCP connection. */
    static HostException connecting(Server server, @Nullable Throwable cause, SshLimits limits) {
        if (root(cause) instanceof UnresolvedAddressException) {
            return failure(
                    server.host(),
                    Kind.UNREACHABLE,
                    "the name " + server.address() + " has no address",
                    server.role() == Server.Role.JUMP
                            ? "check the name in ssh.jump"
                            : "check the name, or give the host an address in the inventory",
                    cause);
        }
        var why = cause == null ? "no connection within " + limits.connect().toSeconds() + " s" : reason(cause);
        return failure(
                server.host(),
                Kind.UNREACHABLE,
                "cannot connect to " + server.where() + ": " + why,
                "check that the host is up, and that no firewall is in between",
                cause);
    }

    /** The jump host opens no connection to the host. */
    static HostException refusedByJump(Server server, ClientSession jump, SshChannelOpenException refused) {
        var behind = server.where() + " through " + Contact.of(jump).server().where() + ": " + reason(refused);
        if (refused.getReasonCode() == SshConstants.SSH_OPEN_CONNECT_FAILED) {
            return failure(
                    server.host(),
                    Kind.UNREACHABLE,
                    "cannot connect to " + behind,
                    "check that the host is up, and that the jump host reaches it under this address",
                    refused);
        }
        return failure(
                server.host(),
                Kind.PROTOCOL,
                "may not connect to " + behind,
                "allow forwarding in sshd_config of the jump host (AllowTcpForwarding local, PermitOpen), or in its"
                        + " authorized_keys (permitopen)",
                refused);
    }

    /** The jump host did not answer, or is gone. */
    static HostException throughJump(Server server, ClientSession jump, Exception failed) {
        return failure(
                server.host(),
                Kind.UNREACHABLE,
                jump.isOpen()
                        ? "cannot connect to " + server.where() + " through "
                                + Contact.of(jump).server().where() + ": " + reason(failed)
                        : Contact.whyEnded(jump),
                "check that the jump host is up, and that it reaches the host under this address",
                failed);
    }

    /** No answer in the time for greeting, key exchange and authentication. */
    static HostException silent(ClientSession session, SshLimits limits) {
        var server = Contact.of(session).server();
        var what = session.getServerVersion() == null ? "did not greet" : "stopped answering during the login";
        return failure(
                server.host(),
                Kind.UNREACHABLE,
                server.where() + " " + what + " within " + limits.login().toSeconds() + " s",
                "check the load of the host, and that sshd listens there",
                null);
    }

    /** A connection that ended before it was authenticated. */
    static HostException loggingIn(ClientSession session, @Nullable Throwable cause) {
        var contact = Contact.of(session);
        var server = contact.server();
        var refused = contact.check().failure();
        if (refused.isPresent()) {
            return refused.get();
        }
        if (cause instanceof UnixAgent.UnavailableException) {
            return failure(
                    server.host(),
                    Kind.AUTHENTICATION,
                    String.valueOf(cause.getMessage()),
                    "start the agent that SSH_AUTH_SOCK names, or set ssh.key in the inventory",
                    cause);
        }
        int code = cause instanceof SshException ssh ? ssh.getDisconnectCode() : 0;
        if (code == SshConstants.SSH2_DISCONNECT_KEY_EXCHANGE_FAILED
                || reason(cause).startsWith(BAD_SIGNATURE)) {
            return keyExchange(server, cause);
        }
        if (session.getServerKey() != null && code > 0) {
            return RefusedKeys.failure(session, cause);
        }
        return dropped(session, cause);
    }

    private static HostException keyExchange(Server server, @Nullable Throwable cause) {
        var why = reason(cause);
        if (why.startsWith(BAD_CERTIFICATE) || why.startsWith(BAD_SIGNATURE)) {
            return failure(
                    server.host(),
                    Kind.HOST_KEY,
                    "the host certificate of " + server.where() + " is not valid: "
                            + why.replaceFirst("^" + BAD_CERTIFICATE + "[, ]+", ""),
                    "have it signed again; it must name the address that is connected to, and be valid now",
                    cause);
        }
        return failure(
                server.host(),
                Kind.PROTOCOL,
                "no algorithm in common with " + server.where() + ": " + why,
                "configure sshd on the host to offer one that this version knows; ssh-rsa, CBC and ChaCha20 are left out"
                        + " on purpose",
                cause);
    }

    private static HostException dropped(ClientSession session, @Nullable Throwable cause) {
        var contact = Contact.of(session);
        var server = contact.server();
        var greeting = HarmlessText.line(contact.observed().greeting(), LINE);
        if (session.getServerVersion() != null) {
            return failure(
                    server.host(),
                    Kind.UNREACHABLE,
                    server.where() + " ended the connection before the login: " + reason(cause),
                    "check the log of sshd on the host",
                    cause);
        }
        if (greeting.contains("Not allowed at this time")) {
            return failure(
                    server.host(),
                    Kind.AUTHENTICATION,
                    server.where() + " refuses connections from this machine: " + greeting,
                    "logins from here failed, and sshd refuses this machine for a while (PerSourcePenalties: from 15 s to 10 min); correct the key "
                            + "or the user first, then wait, and try once",
                    cause);
        }
        return droppedUngreeted(server, greeting.isEmpty() ? reason(cause) : greeting, cause);
    }

    /** There was a TCP connection, which ended before the greeting of an SSH server. */
    static HostException droppedUngreeted(Server server, String why, @Nullable Throwable cause) {
        return failure(
                server.host(),
                Kind.UNREACHABLE,
                server.where() + " dropped the connection before its greeting: " + why,
                "too many clients log in there at once, or it is not sshd that listens; raise MaxStartups in sshd_config, and check the log of sshd",
                cause);
    }

    static HostException failure(HostName host, Kind kind, String message, String next, @Nullable Throwable cause) {
        var failure = new HostException(host, kind, message, next);
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }

    static String reason(@Nullable Throwable cause) {
        var root = root(cause);
        if (root == null) {
            return "no reason given";
        }
        var message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : HarmlessText.line(message, LINE);
    }

    private static @Nullable Throwable root(@Nullable Throwable cause) {
        var root = cause;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
