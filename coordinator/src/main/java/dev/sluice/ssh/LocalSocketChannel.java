package dev.sluice.ssh;

import java.io.IOException;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/**
 * A connection to a Unix domain socket of the host. SSHD knows none: it is a tunnel like those to ports, opened by another
 * message, {@code direct-streamlocal@openssh.com} (OpenSSH, PROTOCOL, 2.4).
 */
final class LocalSocketChannel extends ChannelDirectTcpip {
    private static final String TYPE = "direct-streamlocal@openssh.com";

    private final String path;

    LocalSocketChannel(String path, SshdSocketAddress origin) {
        super(origin, new SshdSocketAddress(path, 0));
        this.path = path;
    }

    @Override
    public String getChannelType() {
        return TYPE;
    }

    @Override
    public synchronized OpenFuture open() throws IOException {
        if (closeFuture.isClosed()) {
            throw new SshException("the session has ended");
        }
        openFuture = new DefaultOpenFuture(path, futureLock);
        var packet = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN);
        packet.putString(TYPE);
        packet.putUInt(getChannelId());
        packet.putUInt(getLocalWindow().getSize());
        packet.putUInt(getLocalWindow().getPacketSize());
        packet.putString(path);
        packet.putString(""); // reserved
        packet.putUInt(0); // reserved
        writePacket(packet);
        return openFuture;
    }
}
