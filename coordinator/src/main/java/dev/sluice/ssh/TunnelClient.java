package dev.sluice.ssh;

import dev.sluice.host.HostStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.concurrent.Executor;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.future.DefaultConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;

/**
 * SSHD's client, which can also start a session on a stream. SSHD's own support for jump hosts logs in there once for each host behind it, and opens
 * a local port for each.
 */
final class TunnelClient extends SshClient {
    /**
     * Starts a session over a stream to its server. Key exchange continues by itself, as after a connect.
     *
     * @param threads see {@link TunnelConnection}
     */
    ClientSession begin(HostStream stream, Contact contact, Executor threads) throws IOException {
        var ssh = contact.server().ssh();
        var remote = InetSocketAddress.createUnresolved(contact.server().address(), ssh.port());
        var connection = new TunnelConnection(connector, getSessionFactory(), stream, remote, threads);
        connection.setAttribute(AttributeRepository.class, contact.attributes());
        var connected = new DefaultConnectFuture(remote, null);
        try {
            getSessionFactory().sessionCreated(connection);
            onConnectOperationComplete(
                    connection,
                    connected,
                    ssh.user(),
                    remote,
                    KeyIdentityProvider.EMPTY_KEYS_PROVIDER,
                    new HostConfigEntry("", contact.server().address(), ssh.port(), ssh.user()));
        } catch (GeneralSecurityException failed) {
            connection.close(true);
            throw new IOException(failed.getMessage(), failed);
        } catch (Exception failed) {
            connection.close(true);
            throw new IOException("no session: " + failed.getMessage(), failed);
        }
        connection.startReading();
        return connected.getClientSession();
    }
}
