package dev.sluice.demo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;

/** A strict SSH client for an embedded fleet, with the two files that the fleet writes. */
final class FleetClient implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final SshClient client = SshClient.setUpDefaultClient();
    private final KeyPair key;

    /** How a command ended: no status where the host sent none. */
    record Ended(Integer status, String output, String errors) {}

    FleetClient(EmbeddedFleet fleet) throws IOException {
        this(fleet, readKey(fleet.clientKey()));
    }

    FleetClient(EmbeddedFleet fleet, KeyPair key) {
        this.key = key;
        client.setServerKeyVerifier(
                new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, fleet.knownHosts()));
        client.start();
    }

    /** Sessions opened from now on end when three questions in a row got no answer. */
    void keepAlive(Duration every) {
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, every);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
    }

    ClientSession connect(EmbeddedHost host) throws IOException {
        var session = client.connect("deploy", "127.0.0.1", host.sshPort())
                .verify(LONG)
                .getSession();
        session.addPublicKeyIdentity(key);
        session.auth().verify(LONG);
        return session;
    }

    /** Runs one command in a session of its own. */
    Ended run(EmbeddedHost host, String command, String input) throws IOException {
        try (var session = connect(host)) {
            return run(session, command, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        }
    }

    static Ended run(ClientSession session, String command, InputStream input) throws IOException {
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        try (var channel = session.createExecChannel(command)) {
            channel.setIn(input);
            channel.setOut(output);
            channel.setErr(errors);
            channel.open().verify(LONG);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LONG);
            return new Ended(
                    channel.getExitStatus(),
                    output.toString(StandardCharsets.UTF_8),
                    errors.toString(StandardCharsets.UTF_8));
        }
    }

    private static KeyPair readKey(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName("client key"), in, null)
                    .iterator()
                    .next();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        client.stop();
    }
}
