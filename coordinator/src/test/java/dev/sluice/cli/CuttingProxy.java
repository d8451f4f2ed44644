package dev.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes connections on, and cuts each after so many bytes of the answer. */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int port;
    private final int most;
    private final AtomicInteger cuts = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @param most bytes of answers on one connection */
    CuttingProxy(int port, int most) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = port;
        this.most = most;
        threads.execute(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (true) {
                var client = listening.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), port);
                threads.execute(() -> copy(client, server, Integer.MAX_VALUE));
                threads.execute(() -> copy(server, client, most));
            }
        } catch (IOException e) {
            // Closed.
            threads.shutdownNow();
        }
    }

    private void copy(Socket from, Socket to, int bytes) {
        try (from;
                to) {
            if (pass(from.getInputStream(), to.getOutputStream(), bytes)) {
                cuts.incrementAndGet();
            }
        } catch (IOException | UncheckedIOException e) {
            // The other half has closed both.
            return;
        }
    }

    /** Whether it was cut. */
    private static boolean pass(InputStream in, OutputStream out, int bytes) throws IOException {
        for (int left = bytes; left > 0; left--) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            out.write(next);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
