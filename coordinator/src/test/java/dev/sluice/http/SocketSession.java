package dev.sluice.http;

import dev.sluice.host.CommandResult;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.host.HostStream;
import dev.sluice.host.ServiceAddress;
import dev.sluice.inventory.HostName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A session whose tunnels are ordinary sockets. */
final class SocketSession implements HostSession {
    private final AtomicInteger closed = new AtomicInteger();
    private volatile String lastOpened = "";
    private volatile boolean refusing;

    @Override
    public HostName host() {
        return new HostName("web01");
    }

    @Override
    public CommandResult run(HostCommand command) {
        throw new UnsupportedOperationException("HTTP runs no scripts");
    }

    @Override
    public HostStream open(ServiceAddress service) throws HostException {
        lastOpened = service.toString();
        if (refusing) {
            waitForAnInterrupt();
        }
        try {
            var port = (ServiceAddress.Tcp) service;
            return new Stream(new Socket(port.name(), port.port()), closed);
        } catch (IOException failed) {
            throw unreachable(String.valueOf(failed.getMessage()));
        }
    }

    private void waitForAnInterrupt() throws HostException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException expected) {
            throw unreachable("interrupted");
        }
    }

    private HostException unreachable(String message) {
        return new HostException(host(), HostException.Kind.UNREACHABLE, message, "look there");
    }

    void refuseUntilInterrupted() {
        refusing = true;
    }

    String lastOpened() {
        return lastOpened;
    }

    /** Streams that were closed. */
    int closed() {
        return closed.get();
    }

    @Override
    public void close() {}

    private record Stream(Socket socket, AtomicInteger closed) implements HostStream {
        @Override
        public InputStream input() {
            try {
                return socket.getInputStream();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        @Override
        public OutputStream output() {
            try {
                return socket.getOutputStream();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        @Override
        public void close() throws IOException {
            closed.incrementAndGet();
            socket.close();
        }
    }
}
