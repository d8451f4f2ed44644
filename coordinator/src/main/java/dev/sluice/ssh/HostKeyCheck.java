package dev.sluice.ssh;

import dev.sluice.host.HostException;
import dev.sluice.host.ShownHostKey;
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
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.jspecify.annotations.Nullable;

/**
 * Accepts a host only with a key that is on record for it, and keeps what the host showed for the error. The comparing is
 * SSHD's; the entries are those of {@link RecordedHostKeys}. One object checks one connection.
 */
final class HostKeyCheck extends KnownHostsServerKeyVerifier {
    private final Server server;
    private final RecordedHostKeys recorded;
    private volatile @Nullable PublicKey shown;
    private volatile @Nullable PublicKey refused;

    HostKeyCheck(Server server, RecordedHostKeys recorded) {
        super(RejectAllServerKeyVerifier.INSTANCE, recorded.file());
        this.server = server;
        this.recorded = recorded;
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey key) {
        boolean accepted = super.verifyServerKey(session, remote, key);
        if (!accepted) {
            refused = key;
        }
        shown = key;
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
            ClientSession session, SocketAddress remote, KnownHostEntry entry, PublicKey expected, PublicKey key) {
        return false;
    }

    @Override
    protected void handleRevokedKey(ClientSession session, SocketAddress remote, PublicKey key) {}

    /** What the server showed, accepted or not; the key itself, also of a certificate. */
    Optional<PublicKey> shown() {
        return Optional.ofNullable(shown).map(HostKeyCheck::bare);
    }

    private static PublicKey bare(PublicKey key) {
        return key instanceof OpenSshCertificate certificate ? certificate.getCertPubKey() : key;
    }

    /**
     * The key that was shown, for a person to judge.
     *
     * @throws HostException when another one is on record, or it is revoked: then there is nothing to judge
     */
    ShownHostKey sighting() throws HostException {
        var key = shown().orElseThrow();
        boolean known = refused == null;
        if (!known && (revoked(key) || !recorded.plain().isEmpty())) {
            throw failure(key);
        }
        return new ShownHostKey(
                KeyUtils.getKeyType(key),
                KeyUtils.getFingerPrint(BuiltinDigests.sha256, key),
                known ? ShownHostKey.Trust.TRUSTED : ShownHostKey.Trust.UNKNOWN,
                recorded.file().toString(),
                server.knownName() + " " + PublicKeyEntry.toString(key));
    }

    /** Why the host was refused; empty when it was not, or has not shown its key. */
    Optional<HostException> failure() {
        return Optional.ofNullable(refused).map(this::failure);
    }

    private boolean revoked(PublicKey key) {
        return recorded.entries().stream().anyMatch(entry -> entry.revoked() && KeyUtils.compareKeys(entry.key(), key));
    }

    private HostException failure(PublicKey key) {
        var bare = bare(key);
        var signer = key instanceof OpenSshCertificate certificate ? certificate.getCaPubKey() : bare;
        if (revoked(bare) || revoked(signer)) {
            return failure(
                    "the host key of " + server.where() + " is marked as revoked in " + recorded.file() + ": it shows "
                            + fingerprint(revoked(bare) ? bare : signer),
                    "do not go on; find out why the host still uses a revoked key");
        }
        if (key instanceof OpenSshCertificate) {
            return failure(
                    "the host certificate of " + server.where() + " is signed by " + fingerprint(signer)
                            + ", which is no @cert-authority for it in " + recorded.file(),
                    "somebody may be in between; ask whoever signs host keys for the authority's key");
        }
        return recorded.plain().isEmpty() ? unknown(bare) : changed(bare);
    }

    private HostException unknown(PublicKey key) {
        return failure(
                "the host key of " + server.where() + " is not on record in " + recorded.file() + ": it shows "
                        + fingerprint(key),
                compare(key) + ", then: sluice trust " + server.host());
    }

    private HostException changed(PublicKey key) {
        var record = recorded.plain().stream()
                .map(entry -> fingerprint(entry.key()) + " (" + recorded.file() + ":" + entry.line() + ")")
                .collect(Collectors.joining(", "));
        return failure(
                "the host key of " + server.where() + " is not the one on record: it shows " + fingerprint(key)
                        + ", on record is " + record,
                "somebody may be in between; if the host was made anew, " + compare(key) + ", then: ssh-keygen -f "
                        + recorded.file() + " -R '" + server.knownName() + "' && sluice trust " + server.host());
    }

    private HostException failure(String message, String next) {
        return new HostException(server.host(), HostException.Kind.HOST_KEY, message, next);
    }

    private static String compare(PublicKey key) {
        return "compare the fingerprint on the host's own console (ssh-keygen -lf /etc/ssh/ssh_host_" + family(key)
                + "_key.pub)";
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
