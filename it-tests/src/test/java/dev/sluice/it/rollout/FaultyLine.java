package dev.sluice.it.rollout;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A line to a host's sshd that carries what the coordinator sends as it is, up to a byte where one fault happens. */
final class FaultyLine implements AutoCloseable {
    private static final int PIECE = 1 << 10;
    private static final int SLOW_BYTES_A_SECOND = 10_000;

    /** What happens there. */
    enum Fault {
        NONE,
        /** Both connections end. */
        CUT,
        /** One bit arrives as another. */
        FLIP,
        /** From there on ten kilobytes a second are carried, for {@link #SLOW_FOR} bytes. */
        SLOW
    }

    static final int SLOW_FOR = 60_000;

    private final ServerSocket listening;
    private final InetSocketAddress host;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;
    private volatile long at;
    private volatile boolean happened;

    private FaultyLine(InetSocketAddress host) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.host = host;
    }

    static FaultyLine to(String address, int port) throws IOException {
        var line = new FaultyLine(new InetSocketAddress(address, port));
        start(line::accept);
        return line;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** @param byteOfConnection of each connection from now on */
    void set(Fault next, long byteOfConnection) {
        at = byteOfConnection;
        happened = false;
        fault = next;
    }

    boolean happened() {
        return happened;
    }

    private void accept() {
        try {
            while (true) {
                var client = listening.accept();
                var server = new Socket();
                server.connect(host);
                open.add(client);
                open.add(server);
                start(() -> carry(client, server));
                start(() -> carryBack(server, client));
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void carry(Socket client, Socket server) {
        long carried = 0;
        try (client;
                server;
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream()) {
            var bytes = new byte[PIECE];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (fault == Fault.CUT && carried + read > at) {
                    happened = true;
                    return;
                }
                if (fault == Fault.FLIP && carried <= at && carried + read > at) {
                    happened = true;
                    bytes[(int) (at - carried)] ^= 1;
                }
                if (fault == Fault.SLOW && carried + read > at && carried < at + SLOW_FOR) {
                    happened = true;
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(read) / SLOW_BYTES_A_SECOND);
                }
                out.write(bytes, 0, read);
                carried += read;
            }
        } catch (IOException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void carryBack(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "faulty line");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
