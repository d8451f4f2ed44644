package dev.sluice.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.channel.AbstractServerChannel;

/**
 * A tunnel to a service that answers and ends its half. As sshd does, and as SSHD's own server does not, it says end of
 * file and then waits for the client to close the channel.
 */
final class HalfClosingChannel extends AbstractServerChannel {
    private final byte[] answer;

    private HalfClosingChannel(byte[] answer) {
        super(null);
        this.answer = answer.clone();
    }

    /** Makes every tunnel end this way. */
    static ChannelFactory answering(String text) {
        var answer = text.getBytes(StandardCharsets.US_ASCII);
        return new ChannelFactory() {
            @Override
            public String getName() {
                return "direct-tcpip";
            }

            @Override
            public Channel createChannel(Session session) {
                return new HalfClosingChannel(answer);
            }
        };
    }

    @Override
    protected void doWriteData(byte[] question, int from, long length) throws IOException {
        var packet = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_DATA);
        packet.putUInt(getRecipient());
        packet.putBytes(answer);
        writePacket(packet);
        sendEof();
    }

    @Override
    protected void doWriteExtendedData(byte[] data, int from, long length) {
        throw new UnsupportedOperationException("a tunnel has one stream");
    }
}
