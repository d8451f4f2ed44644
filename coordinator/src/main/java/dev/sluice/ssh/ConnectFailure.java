package dev.sluice.ssh;

import dev.sluice.host.HarmlessText;
import dev.sluice.host.HostException;
import dev.sluice.host.HostException.Kind;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import java.nio.channels.UnresolvedAddressException;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.jspecify.annotations.Nullable;

/** Says in our words why a connection did not come about. */
final class ConnectFailure {
    private static final int LINE = 300;

    private ConnectFailure() {}

    /** No TCP connection. */
    static HostException connecting(Host host, @Nullable Throwable cause, SshLimits limits) {
        if (root(cause) instanceof UnresolvedAddressException) {
            return failure(
                    host.name(),
                    Kind.UNREACHABLE,
                    "the name " + host.address() + " has no address",
                    "check the name, or give the host an address in the inventory",
                    cause);
        }
        var why = cause == null ? "no connection within " + limits.connect().toSeconds() + " s" : reason(cause);
        return failure(
                host.name(),
                Kind.UNREACHABLE,
                "cannot connect to " + where(host) + ": " + why,
                "check that the host is up, and that no firewall is in between",
                cause);
    }

    /** No answer in the time for greeting, key exchange and authentication. */
    static HostException silent(Host host, ClientSession session, SshLimits limits) {
        var what = session.getServerVersion() == null ? "did not greet" : "fell silent while logging in";
        return failure(
                host.name(),
                Kind.UNREACHABLE,
                where(host) + " " + what + " within " + limits.login().toSeconds() + " s",
                "check the load of the host, and that sshd is what listens there",
                null);
    }

    /** A connection that ended before it was authenticated. */
    static HostException loggingIn(Host host, ClientSession session, @Nullable Throwable cause) {
        var refused = Contact.of(session).check().failure();
        if (refused.isPresent()) {
            return refused.get();
        }
        if (cause instanceof UnixAgent.UnavailableException) {
            return failure(
                    host.name(),
                    Kind.AUTHENTICATION,
                    String.valueOf(cause.getMessage()),
                    "start the agent that SSH_AUTH_SOCK names, or set ssh.key in the inventory",
                    cause);
        }
        int code = cause instanceof SshException ssh ? ssh.getDisconnectCode() : 0;
        if (code == SshConstants.SSH2_DISCONNECT_KEY_EXCHANGE_FAILED) {
            return failure(
                    host.name(),
                    Kind.PROTOCOL,
                    "no algorithm in common with " + where(host) + ": " + reason(cause),
                    "let sshd on the host offer one that this version knows; ssh-rsa, CBC and ChaCha20 are left out"
                            + " on purpose",
                    cause);
        }
        if (session.getServerKey() != null && code > 0) {
            return authentication(host, session, cause);
        }
        return failure(
                host.name(),
                Kind.UNREACHABLE,
                where(host) + " ended the connection before the login: " + reason(cause),
                "check MaxStartups and the log of sshd on the host",
                cause);
    }

    private static HostException authentication(Host host, ClientSession session, @Nullable Throwable cause) {
        var offered = Contact.of(session)
                .key()
                .map(pair -> "the key " + HostKeyCheck.fingerprint(pair.getPublic()) + " of "
                        + host.ssh().key().orElse(""))
                .orElse("every key of the agent");
        return failure(
                host.name(),
                Kind.AUTHENTICATION,
                where(host) + " refused " + offered + " for the user "
                        + host.ssh().user() + ": " + reason(cause),
                "put the public key into that user's authorized_keys; wait before you try again, sshd may lock out"
                        + " whoever failed (PerSourcePenalties)",
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

    private static String where(Host host) {
        return host.address() + ":" + host.ssh().port();
    }
}
