package dev.sluice.ssh;

import dev.sluice.host.HostException;
import dev.sluice.inventory.Host;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.jspecify.annotations.Nullable;

/**
 * Accepts a host only with a key that is on record for it, and keeps what the host showed for the error. The comparing is
 * SSHD's; the entries are those of {@link RecordedHostKeys}. One object checks one connection.
 */
final class HostKeyCheck extends KnownHostsServerKeyVerifier {
    private final Host host;
    private final RecordedHostKeys recorded;
    private volatile @Nullable PublicKey refused;

    HostKeyCheck(Host host, RecordedHostKeys recorded) {
        super(RejectAllServerKeyVerifier.INSTANCE, recorded.file());
        this.host = host;
        this.recorded = recorded;
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey shown) {
        boolean accepted = super.verifyServerKey(session, remote, shown);
        if (!accepted) {
            refused = shown;
        }
        return accepted;
    }

    @Override
    protected List<HostEntryPair> reloadKnownHosts(ClientSession session, Path file) {
        return recorded.entries().stream()
                .map(entry -> new HostEntryPair(entry.known(), entry.key()))
                .toList();
    }

    /** They were chosen by address and name of the inventory; what DNS made of them is not asked. */
    @Override
    protected List<HostEntryPair> findKnownHostEntries(
            ClientSession session, SocketAddress remote, Collection<HostEntryPair> known) {
        return List.copyOf(known);
    }

    /** No, and without SSHD's warning: {@link #failure()} says it. */
    @Override
    public boolean acceptModifiedServerKey(
            ClientSession session, SocketAddress remote, KnownHostEntry entry, PublicKey expected, PublicKey shown) {
        return false;
    }

    @Override
    protected void handleRevokedKey(ClientSession session, SocketAddress remote, PublicKey shown) {}

    /** Why the host was refused; empty when it was not, or has not shown its key. */
    Optional<HostException> failure() {
        return Optional.ofNullable(refused).map(this::failure);
    }

    private HostException failure(PublicKey shown) {
        if (recorded.entries().stream()
                .anyMatch(entry -> entry.revoked() && KeyUtils.compareKeys(entry.key(), shown))) {
            return failure(
                    "the host key of " + where() + " is marked as revoked in " + recorded.file() + ": it shows "
                            + fingerprint(shown),
                    "do not go on; find out why the host still uses a revoked key");
        }
        return recorded.plain().isEmpty() ? unknown(shown) : changed(shown);
    }

    private HostException unknown(PublicKey shown) {
        return failure(
                "the host key of " + where() + " is not on record in " + recorded.file() + ": it shows "
                        + fingerprint(shown),
                compare(shown) + ", then: " + scan(shown));
    }

    private HostException changed(PublicKey shown) {
        var record = recorded.plain().stream()
                .map(entry -> fingerprint(entry.key()) + " (" + recorded.file() + ":" + entry.line() + ")")
                .collect(Collectors.joining(", "));
        return failure(
                "the host key of " + where() + " is not the one on record: it shows " + fingerprint(shown)
                        + ", on record is " + record,
                "somebody may be in between; if the host was made anew, " + compare(shown) + ", then: ssh-keygen -f "
                        + recorded.file() + " -R '" + knownName() + "' && " + scan(shown));
    }

    private HostException failure(String message, String next) {
        return new HostException(host.name(), HostException.Kind.HOST_KEY, message, next);
    }

    private String compare(PublicKey shown) {
        return "compare the fingerprint on the host's own console (ssh-keygen -lf /etc/ssh/ssh_host_" + family(shown)
                + "_key.pub)";
    }

    private String scan(PublicKey shown) {
        return "ssh-keyscan -p " + host.ssh().port() + " -t " + family(shown) + " " + host.address() + " >> "
                + recorded.file();
    }

    private String where() {
        return host.address() + ":" + host.ssh().port();
    }

    private String knownName() {
        return host.ssh().port() == 22
                ? host.address()
                : "[" + host.address() + "]:" + host.ssh().port();
    }

    private static String family(PublicKey key) {
        var type = KeyUtils.getKeyType(key);
        if (type.contains("ed25519")) {
            return "ed25519";
        }
        return type.contains("ecdsa") ? "ecdsa" : "rsa";
    }

    static String fingerprint(PublicKey key) {
        return KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    }
}
