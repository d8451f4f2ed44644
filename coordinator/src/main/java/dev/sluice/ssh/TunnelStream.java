package dev.sluice.ssh;

import dev.sluice.host.HostStream;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.channel.ChannelOutputStream;
import org.apache.sshd.common.channel.ChannelPipedInputStream;

/** A connection that starts on the host, as the two streams of a channel. */
record TunnelStream(ChannelDirectTcpip channel) implements HostStream {
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

    @Override
    public InputStream input() {
        return channel.getInvertedOut();
    }

    @Override
    public OutputStream output() {
        return channel.getInvertedIn();
    }

    /** Not at once: SSHD would then forget the channel without a word to the host, which would keep its connection open. */
    @Override
    public void close() {
        channel.close(false);
    }
}
