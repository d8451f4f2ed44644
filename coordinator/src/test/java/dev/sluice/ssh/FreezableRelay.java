package dev.sluice.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a client and a host; frozen, it keeps its connections open and passes nothing on, as a host does that is gone. */
final class FreezableRelay implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean frozen;

    private FreezableRelay(int target) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
    }

    static FreezableRelay to(int port) throws IOException {
        var relay = new FreezableRelay(port);
        start(relay::accept);
        return relay;
    }

    int port() {
        return listening.getLocalPort();
    }

    void freeze() {
        frozen = true;
    }

    /** Ends every connection without a goodbye. */
    void cut() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                var client = listening.accept();
                var host = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.addAll(List.of(client, host));
                start(() -> pass(client, host));
                start(() -> pass(host, client));
            }
        } catch (IOException closed) {
            frozen = true;
        }
    }

    private void pass(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            var bytes = new byte[8192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (!frozen) {
                    out.write(bytes, 0, read);
                }
            }
        } catch (IOException cut) {
            close(from, to);
        }
    }

    private static void close(Socket... both) {
        try {
            for (var socket : both) {
                socket.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}
