package dev.sluice.ssh;

import dev.sluice.host.HostStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.DefaultCloseFuture;
import org.apache.sshd.common.io.AbstractIoWriteFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.jspecify.annotations.Nullable;

/**
 * A session's connection that is a channel of the jump host's session instead of a socket: no local port is opened for it,
 * which any process here could connect to. Writing never blocks the caller, because SSHD's heartbeats of all sessions share
 * one thread.
 */
final class TunnelConnection extends AbstractCloseable implements IoSession {
    private static final int BUFFER = 32 * 1024;

    private final IoService service;
    private final IoHandler handler;
    private final HostStream stream;
    private final SocketAddress remote;
    private final Executor threads;
    private final Map<Object, Object> attributes = new ConcurrentHashMap<>();
    private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    /** @param threads may block, and are as many as are asked for */
    TunnelConnection(IoService service, IoHandler handler, HostStream stream, SocketAddress remote, Executor threads) {
        this.service = service;
        this.handler = handler;
        this.stream = stream;
        this.remote = remote;
        this.threads = threads;
    }

    void startReading() {
        threads.execute(this::read);
    }

    /** As one of SSHD's own threads: one of ours would wait for the end of a key exchange that only this thread can complete. */
    private void read() {
        try {
            ThreadUtils.runAsInternal(() -> {
                readToTheEnd();
                return null;
            });
        } catch (Exception failed) {
            caught(failed);
        }
        close(true);
    }

    private void readToTheEnd() throws Exception {
        var bytes = new byte[BUFFER];
        for (int read = stream.input().read(bytes);
                read >= 0 && !isClosed();
                read = stream.input().read(bytes)) {
            handler.messageReceived(this, new ByteArrayBuffer(bytes, 0, read));
        }
    }

    private void caught(Exception failed) {
        try {
            handler.exceptionCaught(this, failed);
        } catch (Exception again) {
            failed.addSuppressed(again);
        }
    }

    @Override
    public IoWriteFuture writeBuffer(Buffer buffer) {
        var write = new Write(buffer);
        if (isClosing()) {
            write.failed(new ClosedChannelException());
            return write;
        }
        enqueue(write);
        return write;
    }

    private void enqueue(Write write) {
        writes.add(write);
        if (writing.compareAndSet(false, true)) {
            threads.execute(this::write);
        }
    }

    private void write() {
        do {
            for (var next = writes.poll(); next != null; next = writes.poll()) {
                write(next);
            }
            writing.set(false);
        } while (!writes.isEmpty() && writing.compareAndSet(false, true));
    }

    private void write(Write next) {
        try {
            var buffer = next.buffer;
            stream.output().write(buffer.array(), buffer.rpos(), buffer.available());
            next.done();
        } catch (IOException | RuntimeException failed) {
            next.failed(failed);
            close(true);
        }
    }

    /** What was written before is still sent: it closes the session. */
    @Override
    protected CloseFuture doCloseGracefully() {
        var sent = new DefaultCloseFuture(this, getFutureLock());
        var last = new Write(new ByteArrayBuffer(new byte[0]));
        last.addListener(written -> sent.setClosed());
        enqueue(last);
        return sent;
    }

    @Override
    protected void doCloseImmediately() {
        for (var lost = writes.poll(); lost != null; lost = writes.poll()) {
            lost.failed(new ClosedChannelException());
        }
        try {
            stream.close();
        } catch (IOException gone) {
            // It is closed either way.
        }
        super.doCloseImmediately();
        try {
            handler.sessionClosed(this);
        } catch (Exception failed) {
            caught(failed);
        }
    }

    @Override
    public long getId() {
        return System.identityHashCode(this);
    }

    @Override
    public @Nullable SocketAddress getAcceptanceAddress() {
        return null;
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return remote;
    }

    @Override
    public SocketAddress getLocalAddress() {
        return remote;
    }

    @Override
    public @Nullable Object getAttribute(Object key) {
        return attributes.get(key);
    }

    @Override
    public @Nullable Object setAttribute(Object key, Object value) {
        return attributes.put(key, value);
    }

    @Override
    public @Nullable Object setAttributeIfAbsent(Object key, Object value) {
        return attributes.putIfAbsent(key, value);
    }

    @Override
    public @Nullable Object removeAttribute(Object key) {
        return attributes.remove(key);
    }

    @Override
    public IoService getService() {
        return service;
    }

    /** SSHD asks for these where it forwards ports; a session does not. */
    @Override
    public void shutdownOutputStream() {
        throw new UnsupportedOperationException("a session ends as a whole");
    }

    @Override
    public void suspendRead() {
        throw new UnsupportedOperationException("a session always reads");
    }

    @Override
    public void resumeRead() {
        throw new UnsupportedOperationException("a session always reads");
    }

    private static final class Write extends AbstractIoWriteFuture {
        private final Buffer buffer;

        Write(Buffer buffer) {
            super("a write through a jump host", null);
            this.buffer = buffer;
        }

        void done() {
            setValue(true);
        }

        void failed(Exception why) {
            setValue(why);
        }
    }
}
