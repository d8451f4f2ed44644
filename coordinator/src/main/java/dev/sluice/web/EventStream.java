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
 * One reader of a feed, as server-sent events (HTML Living Standard, 9.2): each event has its number in the journal as id, so that a reader that was
 * cut off continues with {@code Last-Event-ID}. It writes only what the connection takes at once and has no thread: a reader that reads nothing delays
 * no other, and no rollout.
 */
final class EventStream implements WriteListener, AsyncListener, Runnable {
    private static final String ALIVE = ": alive\n\n";

    private final RolloutFeed feed;
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Consumer<EventStream> onEnd;
    private int next;
    private boolean silent = true;
    private boolean ended;

    /**
     * @param next the number of the first event
     * @param onEnd is called once, when the stream has ended
     */
    EventStream(RolloutFeed feed, AsyncContext context, int next, Consumer<EventStream> onEnd) throws IOException {
        this.feed = feed;
        this.context = context;
        this.out = context.getResponse().getOutputStream();
        this.next = next;
        this.onEnd = onEnd;
    }

    /** Begins to write. */
    void open() {
        context.addListener(this);
        feed.add(this);
        out.setWriteListener(this);
    }

    @Override
    public void onWritePossible() throws IOException {
        write();
    }

    /** There is more, or the rollout has ended. */
    @Override
    public void run() {
        try {
            write();
        } catch (IOException e) {
            end();
        }
    }

    private synchronized void write() throws IOException {
        while (!ended && out.isReady()) {
            var line = feed.line(next);
            if (line.isPresent()) {
                out.write(bytes("id: " + next + "\ndata: " + line.get() + "\n\n"));
                next++;
                silent = false;
            } else if (feed.endsBefore(next)) {
                out.write(bytes("event: end\ndata: {}\n\n"));
                end();
            } else {
                out.flush();
                return;
            }
        }
    }

    /** Sends a comment where nothing was sent since the last time: proxies cut a connection that is silent. */
    synchronized void beat() {
        try {
            if (silent && !ended && out.isReady()) {
                out.write(bytes(ALIVE));
                if (out.isReady()) {
                    out.flush();
                }
            }
            silent = true;
        } catch (IOException | RuntimeException e) {
            end();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        feed.remove(this);
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
