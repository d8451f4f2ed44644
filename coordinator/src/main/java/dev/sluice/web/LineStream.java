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
 * One reader of a command's output. It writes only what the connection takes at once and has no thread: a reader that reads nothing delays no other, and
 * no command.
 */
final class LineStream implements WriteListener, AsyncListener, Runnable {
    private final CommandOutput output;
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Consumer<LineStream> onEnd;
    private int next;
    private boolean silent = true;
    private boolean ended;

    /**
     * @param next the number of the first line
     * @param onEnd is called once, when the stream has ended
     */
    LineStream(CommandOutput output, AsyncContext context, int next, Consumer<LineStream> onEnd) throws IOException {
        this.output = output;
        this.context = context;
        this.out = context.getResponse().getOutputStream();
        this.next = next;
        this.onEnd = onEnd;
    }

    /** Begins to write. */
    void open() {
        context.addListener(this);
        output.add(this);
        out.setWriteListener(this);
    }

    @Override
    public void onWritePossible() throws IOException {
        write();
    }

    /** There is more, or the command has ended. */
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
            var line = output.line(next);
            if (line.isPresent()) {
                out.write((line.get().json() + "\n").getBytes(StandardCharsets.UTF_8));
                next = line.get().number() + 1;
                silent = false;
            } else if (output.endsBefore(next)) {
                end();
            } else {
                out.flush();
                return;
            }
        }
    }

    /** Sends an empty line where nothing was sent since the last time: proxies cut a connection that is silent. */
    synchronized void beat() {
        try {
            if (silent && !ended && out.isReady()) {
                out.write('\n');
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
        output.remove(this);
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
