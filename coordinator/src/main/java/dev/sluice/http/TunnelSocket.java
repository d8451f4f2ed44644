package dev.sluice.http;

import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.host.HostStream;
import dev.sluice.host.ServiceAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * A stream through a host's session as a socket for OkHttp and TLS. It has no time limits: a late request is closed from outside, and that ends
 * reading, writing and connecting.
 */
final class TunnelSocket extends Socket {
    private final HostSession session;
    private final ServiceAddress service;
    private @Nullable Thread connecting;
    private @Nullable HostStream stream;
    private boolean closed;

    TunnelSocket(HostSession session, ServiceAddress service) {
        this.session = session;
        this.service = service;
    }

    @Override
    public void connect(SocketAddress ignored) throws IOException {
        connect(ignored, 0);
    }

    @Override
    public void connect(SocketAddress ignored, int timeoutMillis) throws IOException {
        begin();
        try {
            end(session.open(service));
        } catch (HostException failed) {
            end(null);
            throw new IOException(failed.getMessage(), failed);
        }
    }

    private synchronized void begin() throws SocketException {
        requireOpen();
        connecting = Thread.currentThread();
    }

    private synchronized void end(@Nullable HostStream opened) throws IOException {
        connecting = null;
        stream = opened;
        if (!closed) {
            return;
        }
        // The interrupt was ours, and is handled.
        Thread.interrupted();
        if (opened != null) {
            opened.close();
        }
        throw new SocketException("closed while connecting");
    }

    private synchronized HostStream stream() throws SocketException {
        requireOpen();
        if (stream == null) {
            throw new SocketException("not connected");
        }
        return stream;
    }

    private void requireOpen() throws SocketException {
        if (closed) {
            throw new SocketException("closed");
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return stream().input();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return stream().output();
    }

    @Override
    public synchronized boolean isConnected() {
        return stream != null;
    }

    @Override
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void setSoTimeout(int millis) {}

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (connecting != null) {
            connecting.interrupt();
        }
        if (stream != null) {
            stream.close();
        }
    }
}
