package dev.sluice.ssh;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.junit.jupiter.params.provider.Arguments;

/** Servers that have nothing but one algorithm which OpenSSH does not offer any more, or never did. */
@SuppressWarnings("deprecation") // What the library deprecates, too, is what it is about.
public final class LeftOutAlgorithms {
    private LeftOutAlgorithms() {}

    /** Names, each with what makes a server so. */
    public static Stream<Arguments> all() {
        return Stream.of(keyExchanges(), ciphers(), macs(), hostKeys()).flatMap(part -> part);
    }

    private static Stream<Arguments> keyExchanges() {
        return Stream.of(
                        BuiltinDHFactories.dhg1,
                        BuiltinDHFactories.dhg14,
                        BuiltinDHFactories.dhgex,
                        BuiltinDHFactories.dhg15_512,
                        BuiltinDHFactories.dhg17_512)
                .map(kex -> only(
                        kex.getName(),
                        server -> server.setKeyExchangeFactories(List.of(ServerBuilder.DH2KEX.apply(kex)))));
    }

    private static Stream<Arguments> ciphers() {
        return Stream.of(
                        BuiltinCiphers.none,
                        BuiltinCiphers.aes128cbc,
                        BuiltinCiphers.aes192cbc,
                        BuiltinCiphers.aes256cbc,
                        BuiltinCiphers.tripledescbc,
                        BuiltinCiphers.blowfishcbc,
                        BuiltinCiphers.arcfour128,
                        BuiltinCiphers.arcfour256)
                .map(cipher -> only(cipher.getName(), server -> server.setCipherFactories(List.of(cipher))));
    }

    private static Stream<Arguments> macs() {
        return Stream.of(BuiltinMacs.hmacmd5, BuiltinMacs.hmacmd596, BuiltinMacs.hmacsha196)
                .map(mac -> only(mac.getName(), server -> {
                    server.setMacFactories(List.of(mac));
                    server.setCipherFactories(List.of(BuiltinCiphers.aes128ctr));
                }));
    }

    private static Stream<Arguments> hostKeys() {
        return Stream.of(
                only("ssh-rsa", server -> server.setSignatureFactories(List.of(BuiltinSignatures.rsa))),
                only("ssh-dss", server -> {
                    server.setSignatureFactories(List.of(BuiltinSignatures.dsa));
                    server.setKeyPairProvider(KeyPairProvider.wrap(dsa()));
                }));
    }

    private static KeyPair dsa() {
        try {
            return KeyUtils.generateKeyPair("ssh-dss", 1024);
        } catch (GeneralSecurityException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    private static Arguments only(String name, Consumer<SshServer> setting) {
        return Arguments.of(name, setting);
    }
}
