package dev.sluice.ssh;

import dev.sluice.host.HostStream;
import dev.sluice.host.ServiceAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.channel.ChannelOutputStream;
import org.apache.sshd.common.channel.ChannelPipedInputStream;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** A connection that starts on the host, as the two streams of a channel. */
record TunnelStream(ChannelDirectTcpip channel) implements HostStream {
    /** The origin that a tunnel reports. Without one SSHD would resolve this machine's own name, in DNS. */
    private static final SshdSocketAddress ORIGIN = new SshdSocketAddress("127.0.0.1", 0);

    /** SSHD takes the host's end of file for the end of reading only when the channel is closed, and sshd closes it after us. */
    static final ChannelListener END_OF_INPUT = new ChannelListener() {
        @Override
        public void channelStateChanged(Channel changed, String hint) {
            if (changed instanceof ChannelDirectTcpip tunnel
                    && tunnel.isEofSignalled()
                    && tunnel.getInvertedOut() instanceof ChannelPipedInputStream in) {
                in.eof();
            }
        }
    };

    TunnelStream {
        // A socket sends what is written to it; SSHD would keep it until flush() is called.
        if (channel.getInvertedIn() instanceof ChannelOutputStream out) {
            out.setNoDelay(true);
        }
    }

    /**
     * Opens a connection that starts where a session ends.
     *
     * @throws SshChannelOpenException when the other side opens none
     * @throws IOException when it does not answer within the limit, or the session ended
     */
    static TunnelStream open(ClientSession session, ServiceAddress service, Duration limit) throws IOException {
        var channel = channel(session, service);
        channel.addChannelListener(END_OF_INPUT);
        var opened = channel.open();
        if (!opened.await(limit)) {
            channel.close(false);
            throw new SilentException(limit);
        }
        if (opened.getException() instanceof SshChannelOpenException refused) {
            throw refused;
        }
        opened.verify();
        return new TunnelStream(channel);
    }

    private static ChannelDirectTcpip channel(ClientSession session, ServiceAddress service) throws IOException {
        if (service instanceof ServiceAddress.Unix socket) {
            var channel = new LocalSocketChannel(socket.path(), ORIGIN);
            session.getService(ConnectionService.class).registerChannel(channel);
            return channel;
        }
        var port = (ServiceAddress.Tcp) service;
        return session.createDirectTcpipChannel(ORIGIN, new SshdSocketAddress(port.name(), port.port()));
    }

    @Override
    public InputStream input() {
        return new ContractInput(channel.getInvertedOut());
    }

    @Override
    public OutputStream output() {
        return channel.getInvertedIn();
    }

    /** Not immediately: SSHD would then forget the channel without a message to the host, which would keep its connection open. */
    @Override
    public void close() {
        channel.close(false);
    }

    /** Neither opened nor refused. */
    static final class SilentException extends IOException {
        private static final long serialVersionUID = 1L;

        SilentException(Duration limit) {
            super("no answer within " + limit.toSeconds() + " s");
        }
    }
}
