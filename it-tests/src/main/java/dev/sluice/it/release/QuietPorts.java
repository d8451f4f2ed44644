package dev.sluice.it.release;

import dev.sluice.it.fleet.RealHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Listens where hosts without a web server would have one, and notes who is asked although nobody should be. */
public final class QuietPorts {
    private final List<ServerSocket> sockets = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private QuietPorts() {}

    public static QuietPorts of(List<RealHost> hosts) {
        var ports = new QuietPorts();
        hosts.forEach(ports::listen);
        return ports;
    }

    private void listen(RealHost host) {
        try {
            var socket = new ServerSocket(host.httpPort(), 50, InetAddress.getByName(host.address()));
            sockets.add(socket);
            var thread = new Thread(() -> note(socket, host.name()), "quiet " + host.name());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for " + host, e);
        }
    }

    private void note(ServerSocket socket, String host) {
        while (!socket.isClosed()) {
            try (var visitor = socket.accept()) {
                asked.add(host + " by " + visitor.getRemoteSocketAddress());
            } catch (IOException e) {
                // Closed: nobody can ask any more.
                return;
            }
        }
    }

    /** Who was asked, and by whom; nobody listens any more. */
    public List<String> close() {
        try {
            for (var socket : sockets) {
                socket.close();
            }
            for (var thread : threads) {
                thread.join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop listening", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(asked);
    }
}
