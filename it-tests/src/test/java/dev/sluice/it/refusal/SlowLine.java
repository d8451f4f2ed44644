package dev.sluice.it.refusal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A line to a host that is fast enough for a login and some scripts, and then carries one KiB a second. */
final class SlowLine implements AutoCloseable {
    private static final int FAST_BYTES = 256 << 10;
    private static final int SLOW_BYTES = 1 << 10;

    private final ServerSocket listening;
    private final int host;
    private final AtomicLong carried = new AtomicLong();

    private SlowLine(int host) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.host = host;
    }

    static SlowLine to(int port) throws IOException {
        var line = new SlowLine(port);
        start(line::accept);
        return line;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Somebody had to wait for it. */
    boolean wasSlow() {
        return carried.get() > FAST_BYTES;
    }

    private void accept() {
        try {
            while (true) {
                var client = listening.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), host);
                start(() -> carry(client, server));
                start(() -> carryBack(server, client));
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void carry(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            var bytes = new byte[SLOW_BYTES];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (carried.addAndGet(read) > FAST_BYTES) {
                    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                }
                out.write(bytes, 0, read);
            }
        } catch (IOException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void carryBack(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "slow line");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
