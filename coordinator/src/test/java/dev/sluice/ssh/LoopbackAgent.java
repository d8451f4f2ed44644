package dev.sluice.ssh;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.KeyPair;
import org.apache.sshd.agent.common.AbstractAgentClient;
import org.apache.sshd.agent.local.AgentImpl;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** An SSH agent behind a Unix socket. */
final class LoopbackAgent implements AutoCloseable {
    private final AgentImpl keys = new AgentImpl();
    private final Path socket;
    private final ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);

    LoopbackAgent(Path socket, KeyPair... held) throws IOException {
        this.socket = socket;
        for (var key : held) {
            keys.addIdentity(key, "a test");
        }
        listening.bind(UnixDomainSocketAddress.of(socket));
        start(this::accept);
    }

    Path socket() {
        return socket;
    }

    private void accept() {
        try {
            while (true) {
                var client = listening.accept();
                start(() -> serve(client));
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(SocketChannel client) {
        var answers = new Answers(client);
        var bytes = ByteBuffer.allocate(4096);
        try (client) {
            while (client.read(bytes.clear()) >= 0) {
                answers.messageReceived(new ByteArrayBuffer(bytes.array(), 0, bytes.position()));
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "agent");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    /** SSHD calls it a client; it is the side that answers. */
    private final class Answers extends AbstractAgentClient {
        private final SocketChannel client;

        Answers(SocketChannel client) {
            super(keys);
            this.client = client;
        }

        @Override
        protected void reply(Buffer answer) throws IOException {
            client.write(ByteBuffer.wrap(answer.getCompactData()));
        }
    }
}
