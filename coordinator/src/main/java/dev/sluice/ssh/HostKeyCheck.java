package dev.sluice.ssh;

import static dev.sluice.ssh.KnownHostsLine.bare;

import dev.sluice.document.HarmlessText;
import dev.sluice.host.HostException;
import dev.sluice.host.ShownHostKey;
import dev.sluice.ssh.RecordedHostKeys.Entry;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.jspecify.annotations.Nullable;

/**
 * Accepts a host only with a key that is on record for it, and keeps what the host showed for the error. The entries are those of
 * {@link RecordedHostKeys}; that a certificate is for a host, valid now, signed, and without unknown options, SSHD checked
 * before. One object checks one connection.
 */
final class HostKeyCheck implements ServerKeyVerifier {
    /** OpenSSH takes RSA from 1,024 bits on, which can be factored. */
    private static final int LEAST_RSA = 2048;

    private static final int LINE = 300;

    private final Server server;
    private final RecordedHostKeys recorded;
    private volatile @Nullable PublicKey shown;
    private volatile @Nullable PublicKey refused;

    HostKeyCheck(Server server, RecordedHostKeys recorded) {
        this.server = server;
        this.recorded = recorded;
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey key) {
        boolean accepted = accepts(key);
        if (!accepted) {
            refused = key;
        }
        shown = key;
        return accepted;
    }

    private boolean accepts(PublicKey key) {
        var signer = signer(key);
        if (weak(key).isPresent() || revoked(bare(key)) || revoked(signer)) {
            return false;
        }
        return key instanceof OpenSshCertificate certificate
                ? recorded(Entry::authority, signer) && names(certificate)
                : recorded(Entry::plain, key);
    }

    private boolean revoked(PublicKey key) {
        return recorded(Entry::revoked, key);
    }

    private boolean recorded(Predicate<Entry> kind, PublicKey key) {
        return recorded.entries().stream()
                .anyMatch(entry -> kind.test(entry) && KeyUtils.compareKeys(entry.key(), key));
    }

    /** SSHD takes wildcards for names; a certificate for all hosts would let each of them impersonate the others. */
    private boolean names(OpenSshCertificate certificate) {
        return certificate.getPrincipals().contains(server.address());
    }

    private static Optional<PublicKey> weak(PublicKey key) {
        return Stream.of(bare(key), signer(key))
                .filter(each ->
                        each instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < LEAST_RSA)
                .findFirst();
    }

    /** Who vouches for the key: the authority of a certificate, else the key itself. */
    private static PublicKey signer(PublicKey key) {
        return key instanceof OpenSshCertificate certificate ? certificate.getCaPubKey() : key;
    }

    /** What the server showed, accepted or not; the key itself, also of a certificate. */
    Optional<PublicKey> shown() {
        return Optional.ofNullable(shown).map(KnownHostsLine::bare);
    }

    /**
     * The key that was shown, for the user to verify.
     *
     * @throws HostException when another one is on record, it is revoked, or too weak: then there is nothing to verify
     */
    ShownHostKey sighting() throws HostException {
        var key = shown().orElseThrow();
        boolean known = refused == null;
        if (!known
                && (revoked(key) || weak(key).isPresent() || !recorded.plain().isEmpty())) {
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

    private HostException failure(PublicKey key) {
        var bare = bare(key);
        var signer = signer(key);
        if (revoked(bare) || revoked(signer)) {
            return failure(
                    "the host key of " + server.where() + " is marked as revoked in " + recorded.file() + ": it shows "
                            + fingerprint(revoked(bare) ? bare : signer),
                    "stop here; find out why the host still uses a revoked key");
        }
        var weak = weak(key);
        if (weak.isPresent()) {
            return weak.get().equals(bare) ? weakKey(bare) : weakAuthority(signer);
        }
        if (key instanceof OpenSshCertificate certificate) {
            return unfit(certificate);
        }
        return recorded.plain().isEmpty() ? unknown(bare) : changed(bare);
    }

    private HostException weakKey(PublicKey key) {
        return failure(
                "the host key of " + server.where() + " is too weak: " + bits(key),
                "make another one on the host (ssh-keygen -t ed25519 -f /etc/ssh/ssh_host_ed25519_key, and restart sshd), then:"
                        + recordAnew());
    }

    private HostException weakAuthority(PublicKey key) {
        return failure(
                "the host certificate of " + server.where() + " is signed by a key that is too weak: " + bits(key),
                "have it signed by a key of type ed25519, and add that one to " + recorded.file()
                        + " as @cert-authority");
    }

    private static String bits(PublicKey key) {
        return "it shows " + fingerprint(key) + " of "
                + ((RSAPublicKey) key).getModulus().bitLength() + " bits, and RSA needs " + LEAST_RSA
                + " here (ssh(1) accepts less)";
    }

    private HostException unfit(OpenSshCertificate certificate) {
        var signer = certificate.getCaPubKey();
        if (recorded(Entry::authority, signer)) {
            return failure(
                    "the host certificate of " + server.where() + " is for "
                            + HarmlessText.line(String.join(", ", certificate.getPrincipals()), LINE) + ", not for "
                            + server.address(),
                    "have it signed again (ssh-keygen -h -n " + server.address()
                            + "); names with * or ? are not accepted");
        }
        return failure(
                "the host certificate of " + server.where() + " is signed by " + fingerprint(signer)
                        + ", which is no @cert-authority for it in " + recorded.file(),
                "the connection may be intercepted; ask whoever signs host keys for the authority's key");
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
                "the connection may be intercepted; if the host was reinstalled, " + compare(key) + ", then:"
                        + recordAnew());
    }

    private String recordAnew() {
        return " ssh-keygen -f " + recorded.file() + " -R '" + server.knownName() + "' && sluice trust "
                + server.host();
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
