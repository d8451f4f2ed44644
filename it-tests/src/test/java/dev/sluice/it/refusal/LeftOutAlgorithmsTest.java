package dev.sluice.it.refusal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.ssh.LoopbackSshServer;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.function.Consumer;
import org.apache.sshd.server.SshServer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That OpenSSH's client has left out what Sluice has: a server with nothing else is one that it cannot talk to. */
class LeftOutAlgorithmsTest {
    private static final KeyPair HOST = LoopbackSshServer.newKey("ssh-ed25519");
    private static final KeyPair RSA = LoopbackSshServer.newKey("ssh-rsa");

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.sluice.ssh.LeftOutAlgorithms#all")
    void openssh_talks_to_no_host_that_has_nothing_else(
            String name, Consumer<SshServer> setting, @TempDir Path directory) throws Exception {
        try (var server = LoopbackSshServer.start(HOST.getPublic(), HOST, RSA)) {
            setting.accept(server.server());
            var knownHosts = server.knownHosts(directory.resolve("known_hosts"), HOST, RSA);
            var output = BothClients.ssh(server.port(), knownHosts);
            assertTrue(output.contains("Unable to negotiate"), () -> name + ": " + output);
        }
    }
}
