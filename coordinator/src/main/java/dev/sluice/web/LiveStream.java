package dev.sluice.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * One reader of a source. It writes only what the connection takes at once and has no thread: a reader that reads nothing delays no other, and nothing
 * that writes to the source.
 */
final class LiveStream implements WriteListener, AsyncListener, Runnable {
    private final LineSource source;
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Consumer<LiveStream> onEnd;
    private int next;
    private boolean silent = true;
    private boolean ended;

    /**
     * @param next the number of the first line
     * @param onEnd is called once, when the stream has ended
     */
    LiveStream(LineSource source, AsyncContext context, int next, Consumer<LiveStream> onEnd) throws IOException {
        this.source = source;
        this.context = context;
        this.out = context.getResponse().getOutputStream();
        this.next = next;
        this.onEnd = onEnd;
    }

    /** Begins to write. */
    void open() {
        context.addListener(this);
        source.add(this);
        out.setWriteListener(this);
    }

    @Override
    public void onWritePossible() throws IOException {
        write();
    }

    /** There is more, or there will be no more. */
    @Override
    public void run() {
        try {
            write();
        } catch (IOException | RuntimeException e) {
            end();
        }
    }

    private synchronized void write() throws IOException {
        while (!ended && out.isReady()) {
            var piece = source.piece(next);
            if (piece.isPresent()) {
                send(piece.get().text());
                next = piece.get().next();
                silent = false;
            } else if (source.endsBefore(next)) {
                send(source.ending());
                end();
            } else {
                out.flush();
                return;
            }
        }
    }

    private void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Shows that it is alive where nothing was sent since the last time: proxies cut a connection that is silent. */
    synchronized void beat() {
        try {
            if (silent && !ended && out.isReady()) {
                send(source.alive());
                if (out.isReady()) {
                    out.flush();
                }
            }
            silent = true;
        } catch (IOException | RuntimeException e) {
            end();
        }
    }

    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        source.remove(this);
        onEnd.accept(this);
    }

    @Override
    public void onError(Throwable failure) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
