package dev.sluice.ssh;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.Secret;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretSource;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScript;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.SshSettings;
import dev.sluice.inventory.Via;
import dev.sluice.inventory.WebSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/** Hosts of an inventory, keys in files and scripts, as tests need them. */
public final class TestHosts {
    /** Long enough for any machine: nothing waits for it. */
    static final Duration LONG = Duration.ofSeconds(60);

    private TestHosts() {}

    /** The host web01 on a loopback port. */
    public static Host host(int port, Path key, Path knownHosts) {
        return host(new SshSettings(
                "deploy",
                port,
                Optional.of(key.toString()),
                Optional.empty(),
                knownHosts.toString(),
                Optional.empty()));
    }

    static Host host(SshSettings ssh) {
        var web = new WebSettings("http://127.0.0.1", Optional.empty(), Map.of(), Optional.empty(), Via.SSH);
        return new Host(new HostName("web01"), "127.0.0.1", List.of("web"), Map.of(), "/srv/shop", ssh, web);
    }

    /** Writes a private key as ssh-keygen does. */
    public static Path write(KeyPair key, Path file) throws Exception {
        try (var out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "a test", null, out);
        }
        return file;
    }

    static Path writeEncrypted(KeyPair key, String passphrase, Path file) throws Exception {
        var encryption = new OpenSSHKeyEncryptionContext();
        encryption.setPassword(passphrase);
        encryption.setCipherType("256");
        try (var out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "a test", encryption, out);
        }
        return file;
    }

    /** Files as they are, and variables from a map. */
    public static SecretSource secrets(Map<String, String> variables) {
        return reference -> switch (reference.kind()) {
            case FILE -> new Secret(read(Path.of(reference.value())));
            case ENV -> new Secret(variables.getOrDefault(reference.value(), ""));
            case COMMAND -> throw new SecretException("no programs here");
        };
    }

    private static String read(Path file) throws SecretException {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new SecretException("there is no file " + file, failed);
        }
    }

    /** No try is repeated, and no test waits for these limits unless it is about one of them. */
    public static SshLimits patient() {
        return new SshLimits(LONG, LONG, LONG, LONG, 2, 1, 1, Duration.ofMillis(1), 8, 32);
    }

    static HostCommand script(String... lines) {
        return HostCommand.of(new HostScript("test", answering(lines)), Map.of(), LONG);
    }

    /** Reads the values, so that what follows on standard input is the payload, then runs the lines. */
    static String answering(String... lines) {
        return """
            while IFS= read -r line; do [ "$line" = "$k" ] && break; done
            printf '%s BEGIN\\n' "$k"
            """ + String.join("\n", lines) + "\n";
    }

    static HostException failure(Executable action) {
        return assertThrows(HostException.class, action);
    }

    static void assertContains(@Nullable String text, String part) {
        assertTrue(text != null && text.contains(part), () -> "\"" + part + "\" is not in: " + text);
    }
}
