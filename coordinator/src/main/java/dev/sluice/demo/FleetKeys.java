package dev.sluice.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** Keys of a fleet, made in memory when it starts, and the two files that a client of it needs. */
final class FleetKeys {
    private FleetKeys() {}

    /** An ECDSA key on P-256: the kind that the JDK makes, signs and verifies without any provider. */
    static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make P-256 keys", e);
        }
    }

    /** The private key as ssh-keygen writes it. */
    static void writePrivateKey(Path file, KeyPair key) throws IOException {
        try (var out = Files.newOutputStream(createPrivate(file))) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "embedded fleet", null, out);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot write the key to " + file, e);
        }
    }

    /** An empty file that only its owner can read. */
    static Path createPrivate(Path file) throws IOException {
        return Files.createFile(
                file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** A line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
    static String knownHost(int port, PublicKey key) {
        return "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(key) + "\n";
    }
}
