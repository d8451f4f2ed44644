package dev.sluice.it.refusal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Says one line to everybody, as sshd does when it lets nobody in, and ends the connection. */
final class TurningAwayServer implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final String line;

    TurningAwayServer(String line) throws IOException {
        this.line = line;
        var thread = new Thread(this::serve, "turning-away");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (var socket = listening.accept()) {
                turnedAway.incrementAndGet();
                socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                // Until the client is gone: an early end would throw the line away with what was not read.
                socket.getInputStream().readAllBytes();
            } catch (IOException gone) {
                // The next one, or the end.
            }
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    int turnedAway() {
        return turnedAway.get();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
