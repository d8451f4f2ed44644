package dev.sluice.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * The SSH agent behind a Unix socket (draft-miller-ssh-agent). SSHD has its messages, but reaches the socket only through
 * a native library; Java can since 16.
 */
final class UnixAgent extends AbstractAgentProxy {
    private static final int LARGEST = 1 << 20;

    private final SocketChannel socket;
    private final InputStream in;

    UnixAgent(Path path) throws IOException {
        super(null);
        try {
            socket = SocketChannel.open(UnixDomainSocketAddress.of(path));
        } catch (IOException failed) {
            throw new UnavailableException(path, failed);
        }
        in = Channels.newInputStream(socket);
    }

    @Override
    protected synchronized Buffer request(Buffer question) throws IOException {
        var bytes = ByteBuffer.wrap(question.array(), question.rpos(), question.available());
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
        int length = ByteBuffer.wrap(read(Integer.BYTES)).getInt();
        if (length <= 0 || length > LARGEST) {
            throw new IOException("the agent's answer is not valid: a length of " + length);
        }
        return new ByteArrayBuffer(read(length));
    }

    private byte[] read(int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the agent ended the connection");
        }
        return bytes;
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        super.close();
    }

    /** No agent answers at the socket. */
    static final class UnavailableException extends IOException {
        private static final long serialVersionUID = 1L;

        UnavailableException(Path socket, IOException cause) {
            super("no SSH agent at " + socket + ": " + cause.getMessage(), cause);
        }
    }
}
