package dev.sluice.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/**
 * SSHD's client without the defaults that do not suit a release: it would accept every host key, read ~/.ssh/config and
 * ~/.ssh/id_*, end a session after ten idle minutes, and wait for ever for a host that is gone.
 */
final class StrictClient {
    private StrictClient() {}

    static TunnelClient start(SshLimits limits, Optional<Path> agent) {
        var built = ClientBuilder.builder()
                .factory(TunnelClient::new)
                .hostConfigEntryResolver(HostConfigEntryResolver.EMPTY)
                .serverKeyVerifier(RejectAllServerKeyVerifier.INSTANCE)
                .keyExchangeFactories(keyExchanges())
                .cipherFactories(ciphers())
                .macFactories(macs())
                .signatureFactories(signatures())
                .build(true);
        // The builder does not keep what it made.
        var client = (TunnelClient) built;
        // A list of its own: by default the order of host keys would also choose which user keys may be used.
        client.setUserAuthFactories(List.of(new UserAuthPublicKeyFactory(signatures())));
        client.setUserInteraction(UserInteraction.NONE);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setAgentFactory(new Agents(agent));
        client.addSessionListener(new Preparation());
        time(client, limits);
        client.start();
        return client;
    }

    private static void time(SshClient client, SshLimits limits) {
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, limits.connect());
        // Our own limit reports the error; this one only cleans up.
        CoreModuleProperties.AUTH_TIMEOUT.set(client, limits.login().multipliedBy(2));
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, limits.heartbeat());
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, limits.unanswered());
        CoreModuleProperties.CHANNEL_CLOSE_TIMEOUT.set(client, limits.channel());
        CoreModuleProperties.TCP_NODELAY.set(client, true);
    }

    /**
     * AES only, GCM first. It is several times faster than SSHD's ChaCha20, which is plain Java. Left out are ChaCha20 and CBC, which Terrapin
     * (CVE-2023-48795) needs when a host does not know strict key exchange.
     */
    private static List<NamedFactory<Cipher>> ciphers() {
        return List.of(
                BuiltinCiphers.aes128gcm,
                BuiltinCiphers.aes256gcm,
                BuiltinCiphers.aes128ctr,
                BuiltinCiphers.aes192ctr,
                BuiltinCiphers.aes256ctr);
    }

    /** Those of OpenSSH 10, named one by one: the library's list has more, and each of its versions another one. */
    private static List<KeyExchangeFactory> keyExchanges() {
        return NamedFactory.setUpTransformedFactories(
                true,
                List.of(
                        BuiltinDHFactories.mlkem768x25519,
                        BuiltinDHFactories.sntrup761x25519,
                        BuiltinDHFactories.sntrup761x25519_openssh,
                        BuiltinDHFactories.curve25519,
                        BuiltinDHFactories.curve25519_libssh,
                        BuiltinDHFactories.ecdhp256,
                        BuiltinDHFactories.ecdhp384,
                        BuiltinDHFactories.ecdhp521,
                        BuiltinDHFactories.dhgex256,
                        BuiltinDHFactories.dhg16_512,
                        BuiltinDHFactories.dhg18_512,
                        BuiltinDHFactories.dhg14_256),
                ClientBuilder.DH2KEX);
    }

    /** As OpenSSH 10, too; only AES in counter mode needs one. */
    private static List<NamedFactory<Mac>> macs() {
        return List.of(
                BuiltinMacs.hmacsha256etm,
                BuiltinMacs.hmacsha512etm,
                BuiltinMacs.hmacsha1etm,
                BuiltinMacs.hmacsha256,
                BuiltinMacs.hmacsha512,
                BuiltinMacs.hmacsha1);
    }

    /** As OpenSSH 10, for keys of hosts, of authorities and of users: without DSA, and without ssh-rsa, whose SHA-1 can be forged. */
    private static List<NamedFactory<Signature>> signatures() {
        return List.of(
                BuiltinSignatures.nistp256_cert,
                BuiltinSignatures.nistp384_cert,
                BuiltinSignatures.nistp521_cert,
                BuiltinSignatures.ed25519_cert,
                BuiltinSignatures.rsaSHA512_cert,
                BuiltinSignatures.rsaSHA256_cert,
                BuiltinSignatures.nistp256,
                BuiltinSignatures.nistp384,
                BuiltinSignatures.nistp521,
                BuiltinSignatures.ed25519,
                BuiltinSignatures.sk_ecdsa_sha2_nistp256,
                BuiltinSignatures.sk_ssh_ed25519,
                BuiltinSignatures.rsaSHA512,
                BuiltinSignatures.rsaSHA256);
    }

    /** Gives each session its own check and order of host keys before a byte is sent. */
    private static final class Preparation implements SessionListener {
        @Override
        public void sessionCreated(Session session) {
            var contact = Contact.of(session);
            ((ClientSession) session).setServerKeyVerifier(contact.check());
            ((ClientSession) session).setPublicKeyAuthenticationReporter(contact.observed());
            session.setSignatureFactories(contact.recorded().order(session.getSignatureFactories()));
        }

        @Override
        public void sessionPeerIdentificationLine(Session session, String line, List<String> before) {
            if (!line.startsWith("SSH-")) {
                Contact.of(session).observed().greeted(line);
            }
        }

        @Override
        public void sessionException(Session session, Throwable trouble) {
            Contact.of(session).observed().trouble(trouble);
        }
    }

    /** The agent of the coordinator's user, for hosts without a key of their own; it is never forwarded. */
    private record Agents(Optional<Path> socket) implements SshAgentFactory {
        @Override
        public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
            return List.of();
        }

        @Override
        public @Nullable SshAgent createClient(Session session, FactoryManager manager) throws IOException {
            boolean wanted = socket.isPresent() && Contact.of(session).keys().isEmpty();
            return wanted ? new UnixAgent(socket.get()) : null;
        }

        @Override
        public SshAgentServer createServer(ConnectionService service) {
            throw new UnsupportedOperationException("an agent is never forwarded");
        }
    }
}
