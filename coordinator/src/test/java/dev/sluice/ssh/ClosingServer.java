package dev.sluice.ssh;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Ends every connection at once, as sshd does above MaxStartups. */
final class ClosingServer {
    private final AtomicInteger accepted = new AtomicInteger();

    ClosingServer(ServerSocket listening) {
        var thread = new Thread(() -> serve(listening), "closing-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(ServerSocket listening) {
        try {
            while (true) {
                try (var socket = listening.accept()) {
                    accepted.incrementAndGet();
                    socket.getOutputStream().flush();
                }
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    int accepted() {
        return accepted.get();
    }
}
